// SPDX-License-Identifier: Apache-2.0
//
// Importances of features: by impurity and by exchanging out-of-bag values.
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"
#include "tests/unit/random_forest/random_tree.hpp"

#include <sinter/bridge/model.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <memory>

using namespace sinter;
using namespace sinter::tests;
using forest::Forest;
using forest::ForestModel;
using forest::LabelForest;

namespace {

struct Importances {
    RowMatrix mean, standard_error;
};

Importances permuted(const Model& model, const LabelledMaterials& rows, Stream stream = Stream(3)) {
    Importances result{RowMatrix(rows.labels.columns(), rows.features.columns()),
                       RowMatrix(rows.labels.columns(), rows.features.columns())};
    model.importance()->permutation_importance(rows, stream, result.mean, result.standard_error);
    return result;
}

RowMatrix by_impurity(const Model& model, Index labels, Index features) {
    RowMatrix shares(labels, features);
    model.importance()->impurity_importance(shares);
    return shares;
}

double plain_loss(const LabelForest& label, std::size_t tree, const RowMatrix& x, Index row, double y) {
    const double leaf = plain_leaf(label.trees[tree], x.row(row));
    return label.class_count == 0 ? (leaf - y) * (leaf - y)
                                  : 1 - label.leaf_output(tree, leaf, static_cast<Index>(y));
}

/// The rise of a tree's mean loss over `rows` when it reads feature f of others[i] in place of that of rows[i].
double plain_rise(const LabelForest& label, std::size_t tree, const RowMatrix& x, const RowMatrix& y, Index k,
                  Index f, const std::vector<Index>& rows, const std::vector<Index>& others) {
    RowMatrix exchanged = x;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        exchanged(rows[i], f) = x(others[i], f);
    }
    double rise = 0;
    for (const Index row : rows) {
        rise +=
            plain_loss(label, tree, exchanged, row, y(row, k)) - plain_loss(label, tree, x, row, y(row, k));
    }
    return rise / static_cast<double>(rows.size());
}

/// Mean and standard error over the trees of label k and feature f, every row walked again.
std::pair<double, double> plain_importance(const Forest& made, const RowMatrix& x, const RowMatrix& y,
                                           const std::vector<std::uint64_t>& materials, Index k, Index f) {
    const LabelForest& label = made.labels[static_cast<std::size_t>(k)];
    std::vector<double> rises;
    for (std::size_t b = 0; b < label.trees.size(); ++b) {
        std::vector<Index> rows;
        for (Index row = 0; row < x.rows(); ++row) {
            const Index place = forest::place_of(materials[static_cast<std::size_t>(row)], made.materials);
            const bool seen = place >= 0 && made.bags.of_tree(static_cast<Index>(b))[place] > 0;
            if (!seen && !std::isnan(y(row, k))) {
                rows.push_back(row);
            }
        }
        if (rows.empty() || label.trees[b].empty()) {
            continue;
        }
        std::vector<Index> others = rows;
        Draws(Stream(3).derive(b)).shuffle(others);
        rises.push_back(plain_rise(label, b, x, y, k, f, rows, others));
    }
    double mean = 0;
    double squares = 0;
    const auto n = static_cast<double>(rises.size());
    for (const double rise : rises) {
        mean += rise / n;
    }
    for (const double rise : rises) {
        squares += (rise - mean) * (rise - mean);
    }
    return {mean, std::sqrt(squares / (n * (n - 1)))};
}

/// Rows of 10 materials that the bags know and 2 that they do not.
std::vector<std::uint64_t> some_materials(Index rows) {
    std::vector<std::uint64_t> materials;
    for (Index row = 0; row < rows; ++row) {
        materials.push_back(static_cast<std::uint64_t>(row % 12));
    }
    return materials;
}

} // namespace

TEST_CASE("permutation importance equals walking every row again for every feature") {
    Draws draws(Stream(41));
    const TreeShape numbers{8, 30, 3, 0};
    const TreeShape classes{8, 25, 3, 4};
    const ForestModel model(
        random_forest_of({random_label(numbers, 14, draws), random_label(classes, 14, draws)}, 8, 10));
    const RowMatrix x = random_rows(60, numbers, 0.1, draws);
    RowMatrix y(60, 2);
    for (Index row = 0; row < 60; ++row) {
        y(row, 0) = row % 5 == 0 ? unknown : draws.uniform();
        y(row, 1) = row % 7 == 1 ? unknown : static_cast<double>(draws.below(4));
    }
    const auto materials = some_materials(60);
    const Importances quick = permuted(model, {x, y, materials});
    for (Index k = 0; k < 2; ++k) {
        for (Index f = 0; f < 8; ++f) {
            const auto [mean, error] = plain_importance(model.forest(), x, y, materials, k, f);
            CHECK(quick.mean(k, f) == Approx(mean).epsilon(1e-12).margin(1e-14));
            CHECK(quick.standard_error(k, f) == Approx(error).epsilon(1e-12).margin(1e-14));
        }
    }
}

TEST_CASE("a feature that no tree uses has the importance 0, exactly") {
    Draws draws(Stream(43));
    const ForestModel model(random_forest_of({random_label({4, 30, 0, 0}, 9, draws)}, 6, 10));
    const RowMatrix x = random_rows(40, {6, 0, 0, 0}, 0, draws);
    const RowMatrix y = RowMatrix::Random(40, 1);
    const Importances importances = permuted(model, {x, y, some_materials(40)});
    for (const Index f : {4, 5}) {
        CHECK(importances.mean(0, f) == 0);
        CHECK(importances.standard_error(0, f) == 0);
    }
    CHECK(importances.mean(0, 0) != 0);
}

TEST_CASE("a label without trees, or without rows, has the importance NaN, and one tree no standard error") {
    Draws draws(Stream(47));
    const LabelForest none{0, std::vector<forest::Tree>(6), {}, {7.5}};
    LabelForest one = none;
    one.trees[4] = random_tree({3, 10, 0, 0}, draws);
    const ForestModel model(random_forest_of({none, one, random_label({3, 10, 0, 0}, 6, draws)}, 3, 10));
    const RowMatrix x = random_rows(24, {3, 0, 0, 0}, 0, draws);
    RowMatrix y = RowMatrix::Random(24, 3);
    y.col(2).setConstant(unknown);
    const Importances importances = permuted(model, {x, y, some_materials(24)});
    for (Index f = 0; f < 3; ++f) {
        CHECK(std::isnan(importances.mean(0, f)));
        CHECK(std::isfinite(importances.mean(1, f)));
        CHECK(std::isnan(importances.standard_error(1, f)));
        CHECK(std::isnan(importances.mean(2, f)));
    }
}

TEST_CASE("rows that do not fit the forest are refused") {
    Draws draws(Stream(53));
    const ForestModel model(random_forest_of({random_label({3, 10, 0, 2}, 6, draws)}, 3, 10));
    const RowMatrix x = random_rows(12, {3, 0, 0, 0}, 0, draws);
    const auto keys = some_materials(12);
    RowMatrix y = RowMatrix::Zero(12, 1);
    const RowMatrix two_labels = RowMatrix::Zero(12, 2);
    CHECK_NOTHROW(permuted(model, {x, y, keys}));
    CHECK_THROWS_AS(permuted(model, {x.leftCols(2), y, keys}), Error);
    CHECK_THROWS_AS(permuted(model, {x, two_labels, keys}), Error);
    CHECK_THROWS_AS(permuted(model, {x, y.topRows(11), keys}), Error);
    CHECK_THROWS_AS(permuted(model, {x, y, some_materials(11)}), Error);
    for (const double wrong : {-1.0, 2.0, 0.5, std::numeric_limits<double>::infinity()}) {
        y(3) = wrong;
        CHECK_THROWS_AS(permuted(model, {x, y, keys}), Error);
    }
}

TEST_CASE("exchanging a feature that the label hangs on hurts, and exchanging noise does not") {
    auto train = friedman(200, 10, 5);
    TestHost host;
    const auto model = fit<forest::RandomForest>(
        train, default_options<forest::RandomForest>().with("trees", std::int64_t{60}), host);
    const Importances importances = permuted(*model, {train.x, train.y, train.materials});
    for (const Index f : {0, 1, 3}) {
        CHECK(importances.mean(0, f) > 4 * importances.standard_error(0, f));
        CHECK(importances.mean(0, f) > 10 * importances.mean.row(0).tail(5).maxCoeff());
    }
    for (Index f = 5; f < 10; ++f) {
        CHECK(std::abs(importances.mean(0, f)) < 0.5);
    }
    CHECK(same(permuted(*model, {train.x, train.y, train.materials}).mean, importances.mean));
    CHECK_FALSE(
        same(permuted(*model, {train.x, train.y, train.materials}, Stream(4)).mean, importances.mean));
}

TEST_CASE("importances by impurity are the shares of the falls") {
    Draws draws(Stream(59));
    LabelForest label = random_label({3, 10, 0, 0}, 6, draws);
    label.impurity_falls = {6, 0, 2};
    LabelForest unsplit = label;
    unsplit.impurity_falls = {0, 0, 0};
    const ForestModel model(random_forest_of({label, unsplit}, 3, 10));
    RowMatrix expected(2, 3);
    expected << 0.75, 0, 0.25, 0, 0, 0;
    CHECK(same(by_impurity(model, 2, 3), expected));
}

TEST_CASE("importances cross the boundary") {
    Draws draws(Stream(61));
    LabelForest label = random_label({4, 12, 1, 0}, 7, draws);
    label.impurity_falls = {1, 2, 3, 4};
    const auto model = std::make_shared<const ForestModel>(random_forest_of({label}, 4, 10));
    const bridge::ImportedModel imported(bridge::export_model(model));
    const RowMatrix x = random_rows(30, {4, 0, 1, 0}, 0.1, draws);
    const RowMatrix y = RowMatrix::Random(30, 1);
    const auto keys = some_materials(30);
    REQUIRE(imported.importance() != nullptr);
    CHECK(same(by_impurity(imported, 1, 4), by_impurity(*model, 1, 4)));
    CHECK(same(permuted(imported, {x, y, keys}).mean, permuted(*model, {x, y, keys}).mean));
    CHECK(
        same(permuted(imported, {x, y, keys}).standard_error, permuted(*model, {x, y, keys}).standard_error));
    CHECK_THROWS_AS(permuted(imported, {x.leftCols(2), y, keys}), Error);

    REQUIRE(imported.shap() != nullptr);
    RowMatrix here(30, 4), there(30, 4), base(1, 1);
    model->shap()->shap_values(x, here, MatrixOut());
    imported.shap()->shap_values(x, there, base);
    CHECK(same(here, there));
    CHECK(base(0) + here.row(0).sum() == Approx(predict(*model, x)(0)));
}

TEST_CASE("a fitted forest knows its falls of impurity: the features that a label hangs on lead",
          "[.growth]") {
    auto train = mixed(150, 5);
    TestHost host;
    const auto model = fit<forest::RandomForest>(
        train, default_options<forest::RandomForest>().with("trees", std::int64_t{30}), host);
    const RowMatrix shares = by_impurity(*model, 3, 6);
    for (Index k = 0; k < 3; ++k) {
        CHECK(shares.row(k).sum() == Approx(1).epsilon(1e-12));
        CHECK(shares.row(k).minCoeff() >= 0);
    }
    CHECK(shares(0, 3) > 2 * shares(0, 5));
}
