// SPDX-License-Identifier: Apache-2.0
//
// What holds for grown trees and forests whatever the data are.
#include "plugins/learners/random_forest/growth/label_tree.hpp"
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"
#include "tests/unit/random_forest/grown_tree.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::random_forest;
using Catch::Matchers::Contains;

namespace {

Options trees(std::int64_t count) { return default_options<RandomForest>().with("trees", count); }
Options text_option(const Options& options, const char* name, const char* value) {
    OptionValue v;
    v.text = value;
    return options.with(name, v);
}

/// A category of `levels` levels with an effect each, and a number without any.
TrainingData with_category(Index rows, std::uint32_t levels, std::uint64_t seed) {
    Draws draws(Stream(seed).derive("category"));
    TrainingData data{RowMatrix(rows, 2), RowMatrix(rows, 1), {}, {}};
    for (Index row = 0; row < rows; ++row) {
        const std::uint64_t level = draws.below(levels);
        data.x(row, 0) = static_cast<double>(level);
        data.x(row, 1) = draws.uniform();
        data.y(row, 0) = level % 2 == 0 ? 1 : -1; // no cut between numbers tells even from odd
    }
    return data;
}

std::shared_ptr<const Model> fit_with_levels(TrainingData& data, const std::vector<Feature>& infos,
                                             const Options& options) {
    TestHost host;
    TrainingSet training = data.set();
    training.feature_infos = infos;
    return RandomForest(options).fit(training, host);
}

} // namespace

TEST_CASE("features given twice change nothing when all are tried") {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        TrainingData once = friedman(150, 6, seed);
        TrainingData twice = friedman(150, 6, seed);
        twice.x.conservativeResize(Eigen::NoChange, 12);
        twice.x.rightCols(6) = once.x;
        // Large leaves: in a node of a few rows different features cut alike, and the first drawn counts.
        const auto options = text_option(trees(8), "mtry", "all").with("min_leaf", std::int64_t{12});
        TestHost host;
        const RowMatrix a = predict(*fit<RandomForest>(once, options, host), once.x);
        CHECK(same(a, predict(*fit<RandomForest>(twice, options, host), twice.x)));
    }
}

TEST_CASE("the order of the training rows changes nothing but rounding") {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        TrainingData data = friedman(200, 8, seed);
        const TrainingSet first = data.set();
        TrainingData turned = data;
        turned.x = data.x.colwise().reverse();
        turned.y = data.y.colwise().reverse();
        std::reverse(turned.materials.begin(), turned.materials.end());
        TestHost host;
        const RandomForest forest(trees(10));
        const RowMatrix a = predict(*forest.fit(first, host), data.x);
        const RowMatrix b = predict(*forest.fit(turned.set(), host), data.x);
        CHECK((a - b).cwiseAbs().maxCoeff() < 1e-12);
    }
}

TEST_CASE("large nodes on several threads give the bits of one thread", "[threads]") {
    TrainingData data = friedman(20000, 6, 2);
    for (const char* engine : {"exact", "histogram"}) {
        const auto options = text_option(trees(1), "engine", engine);
        TestHost one;
        TestHost four(4);
        const RowMatrix x = data.x.topRows(500);
        CHECK(same(predict(*fit<RandomForest>(data, options, one), x),
                   predict(*fit<RandomForest>(data, options, four), x)));
    }
}

TEST_CASE("histograms lose next to nothing against exact cuts") {
    TrainingData data = friedman(6000, 10, 3);
    const TrainingData fresh = friedman(2000, 10, 4);
    TestHost host;
    const auto rmse = [&](const char* engine) {
        const auto model = fit<RandomForest>(data, text_option(trees(20), "engine", engine), host);
        return std::sqrt((predict(*model, fresh.x) - fresh.y).squaredNorm() / 2000);
    };
    CHECK(rmse("histogram") == Approx(rmse("exact")).epsilon(0.02));
}

TEST_CASE("a large node whose rows share a bin of every feature is still cut by histograms") {
    RowMatrix x = RowMatrix::Constant(4000, 1, 0.0);
    std::vector<double> labels(4000, 0.0);
    for (Index row = 0; row < 4000; ++row) {
        x(row, 0) = row < 2000 ? static_cast<double>(row) : 3000 + 1e-6 * static_cast<double>(row);
        labels[static_cast<std::size_t>(row)] = row % 2 == 0 ? 0.5 : 0.25;
    }
    Growth growth;
    growth.engine = Engine::histogram;
    growth.subtree_rows = 2;
    CHECK(grow_on(labelled(x, labels), growth, Stream(1)).nodes.size() == 7999);
}

TEST_CASE("levels of a category are parted by sets, not by their numbers") {
    TrainingData data = with_category(200, 12, 1);
    const std::vector<Feature> infos = {{"kind", "", FeatureKind::category, 12},
                                        {"x", "", FeatureKind::number, 0}};
    const auto options = text_option(trees(5), "mtry", "all");
    const auto model = fit_with_levels(data, infos, options);
    for (const Tree& tree : trees_of(*model)) {
        REQUIRE(tree.nodes.size() == 3); // one cut tells even levels from odd ones
        CHECK(tree.nodes[0].is_category_split());
    }
    CHECK((predict(*model, data.x) - data.y).cwiseAbs().maxCoeff() == 0);
}

TEST_CASE("a level that training never saw, and a missing one, go to the heavier side") {
    TrainingData data = with_category(200, 12, 1);
    for (Index row = 0; row < 200; ++row) {
        data.x(row, 0) = row < 130 ? 2 : 7; // of 70 levels two are there
        data.y(row, 0) = row < 130 ? 4 : -4;
    }
    const std::vector<Feature> infos = {{"kind", "", FeatureKind::category, 70},
                                        {"x", "", FeatureKind::number, 0}};
    const auto model = fit_with_levels(data, infos, text_option(trees(5), "mtry", "all"));
    RowMatrix asked(5, 2);
    asked << 2, 0, 7, 0, 69, 0, 500, 0, unknown, 0;
    const RowMatrix mean = predict(*model, asked);
    CHECK(mean(0) == 4);
    CHECK(mean(1) == -4);
    CHECK(mean(2) == 4);
    CHECK(mean(3) == 4);
    CHECK(mean(4) == 4);
}

TEST_CASE("what is no level of a category is refused by row and name") {
    TrainingData data = with_category(20, 4, 1);
    const std::vector<Feature> infos = {{"facet", "", FeatureKind::category, 4},
                                        {"x", "", FeatureKind::number, 0}};
    for (const double wrong : {4.0, -1.0, 1.5}) {
        data.x(3, 0) = wrong;
        CHECK_THROWS_WITH(fit_with_levels(data, infos, trees(2)), Contains("row 3") && Contains("'facet'"));
    }
    data.x(3, 0) = unknown;
    CHECK_NOTHROW(fit_with_levels(data, infos, trees(2)));
    CHECK_THROWS_WITH(
        fit_with_levels(data, {{"facet", "", FeatureKind::category, 65535}, infos[1]}, trees(2)),
        Contains("65535 levels") && Contains("65534"));
}

TEST_CASE("categories work for several labels and classes, in nodes of every size") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        for (const std::size_t subtree_rows : {1U, 12U, 1024U}) {
            const LabelledRows rows = make_rows({.class_counts = {3, 0},
                                                 .missing_labels = 0.2,
                                                 .rows = 80,
                                                 .features = 3,
                                                 .levels = 9,
                                                 .categories = 2,
                                                 .missing_features = 0.1},
                                                seed);
            Growth growth;
            growth.limits.mtry = 2;
            growth.subtree_rows = subtree_rows;
            const SharedTree tree = grow_on(rows, growth, Stream(seed));
            // Every row of the bag reaches a leaf that holds rows, and the leaves hold the weight of the bag.
            double weight = 0;
            for (std::size_t leaf = 0; leaf < tree.weights.size() / 2; ++leaf) {
                weight += tree.weights[2 * leaf];
            }
            double expected = 0;
            for (const auto& row : rows.bag) {
                expected += std::isnan(rows.y(row.row, 0)) ? 0 : row.weight;
            }
            CHECK(weight == Approx(expected));
        }
    }
}

TEST_CASE("random cuts lie within the values of the node, and differ between trees") {
    for (const std::size_t subtree_rows : {1U, 1024U}) {
        RowMatrix x(60, 1);
        std::vector<double> labels;
        for (Index row = 0; row < 60; ++row) {
            x(row, 0) = row < 30 ? 1.0 : 2.0;
            labels.push_back(row < 30 ? 0.25 : 0.5);
        }
        Growth growth;
        growth.cuts = Cuts::random;
        growth.subtree_rows = subtree_rows;
        std::vector<double> cuts;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const SharedTree tree = grow_on(labelled(x, labels), growth, Stream(seed));
            REQUIRE(tree.nodes.size() == 3);
            cuts.push_back(tree.nodes[0].value());
        }
        CHECK(*std::min_element(cuts.begin(), cuts.end()) >= 1.0);
        CHECK(*std::max_element(cuts.begin(), cuts.end()) < 2.0);
        // Uniform: the mean of 200 has a standard error of 0.02.
        CHECK(std::accumulate(cuts.begin(), cuts.end(), 0.0) / 200 == Approx(1.5).margin(0.08));
    }
}

TEST_CASE("random cuts grow whole trees on numbers, categories, missing values and several labels") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        for (const std::size_t subtree_rows : {1U, 12U, 1024U}) {
            const LabelledRows rows = make_rows({.class_counts = {0, 2},
                                                 .rows = 60,
                                                 .features = 4,
                                                 .levels = 6,
                                                 .categories = 2,
                                                 .missing_features = 0.2},
                                                seed);
            Growth growth;
            growth.cuts = Cuts::random;
            growth.limits = {2, 1 + seed % 3, 0};
            growth.subtree_rows = subtree_rows;
            const SharedTree tree = grow_on(rows, growth, Stream(seed));
            CHECK(tree.nodes.size() > 3);
            const double weight = std::accumulate(tree.weights.begin(), tree.weights.end(), 0.0);
            double expected = 0;
            for (const auto& row : rows.bag) {
                expected += 2 * row.weight;
            }
            CHECK(weight == Approx(expected));
        }
    }
}

TEST_CASE("extremely randomised trees learn Friedman's function") {
    TrainingData data = friedman(500, 10, 1);
    const TrainingData fresh = friedman(500, 10, 2);
    TestHost host;
    const auto model =
        fit<RandomForest>(data, text_option(text_option(trees(60), "cuts", "random"), "mtry", "all"), host);
    const double error = (predict(*model, fresh.x) - fresh.y).squaredNorm();
    const double spread = (fresh.y.array() - fresh.y.mean()).square().sum();
    CHECK(error < 0.25 * spread);
}

TEST_CASE("node weights are what the bag's rows weigh, and falls stand at the features that were cut") {
    TrainingData data = friedman(200, 8, 6);
    TestHost host;
    const auto model = fit<RandomForest>(data, trees(10), host);
    const LabelForest& label = forest_of(*model).labels[0];
    for (std::size_t b = 0; b < label.trees.size(); ++b) {
        const Tree& tree = label.trees[b];
        REQUIRE(tree.weights.size() == tree.nodes.size());
        const std::uint8_t* counts = forest_of(*model).bags.of_tree(static_cast<Index>(b));
        // Weights are scaled to at most 1 by a power of two.
        CHECK(2 * tree.weights[0] == static_cast<float>(std::accumulate(counts, counts + 200, 0)));
    }
    REQUIRE(label.impurity_falls.size() == 8);
    // Scaled by the root, the falls of one tree add up to 1: every leaf is pure.
    CHECK(std::accumulate(label.impurity_falls.begin(), label.impurity_falls.end(), 0.0) ==
          Approx(10).epsilon(1e-6));
    CHECK(label.impurity_falls[3] > 3 * label.impurity_falls[6]);
}
