// SPDX-License-Identifier: Apache-2.0
//
// Forests of one label with classes, and the labels that a forest refuses.
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using plugins::random_forest::RandomForest;

namespace {

std::string refusal(TrainingData data) {
    TestHost host;
    try {
        (void)fit<RandomForest>(data, of_trees(30), host);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("a forest tells classes apart far better than their shares do") {
    auto train = friedman_classes(400, 3, 1);
    const auto test = friedman_classes(300, 3, 2);
    TestHost host;
    const RowMatrix p = predict(*fit<RandomForest>(train, default_options<RandomForest>(), host), test.x, 3);
    Index hits = 0;
    double log_loss = 0;
    for (Index row = 0; row < 300; ++row) {
        Index guess = 0;
        p.row(row).maxCoeff(&guess);
        hits += static_cast<double>(guess) == test.y(row) ? 1 : 0;
        log_loss -= std::log(std::max(p(row, static_cast<Index>(test.y(row))), 1e-3)) / 300;
    }
    CHECK(hits > 195); // 100 by guessing
    CHECK(log_loss < 0.75 * std::log(3.0));
}

TEST_CASE("probabilities sum to one, and a class that no training row has gets none") {
    auto data = friedman_classes(80, 3, 3);
    data.infos[0].class_count = 5; // 3 and 4 are nowhere
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(30), host);
    for (const RowMatrix& p : {predict(*model, data.x, 5), out_of_bag(*model, data.x, data.materials, 5)}) {
        CHECK((p.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-12);
        CHECK(p.rightCols(2).cwiseAbs().maxCoeff() == 0);
        CHECK(p.minCoeff() >= 0);
    }
}

TEST_CASE("a forest's probabilities are the means of its leaves' shares, counted by hand") {
    // No feature varies, so each leaf holds its whole bag.
    TrainingData data{RowMatrix::Constant(5, 2, 1.0), RowMatrix(5, 1), {1, 1, 2, 1, 1}, {}};
    data.y << 0, 1, 1, 2, unknown;
    data.infos = {{"phase", "", 3}};
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(30), host);
    const auto& bags = forest_of(*model).bags;
    REQUIRE(bags.materials == 4); // the last row has no label
    RowMatrix expected = RowMatrix::Zero(1, 3);
    double trees = 0;
    for (Index b = 0; b < 30; ++b) {
        std::vector<double> weight(4);
        for (std::size_t row = 0; row < 4; ++row) {
            const double count =
                data.stream.derive("bag").derive(static_cast<std::uint64_t>(b)).poisson1(data.materials[row]);
            weight[row] = count * data.weights[row];
        }
        const double all = weight[0] + weight[1] + weight[2] + weight[3];
        if (all > 0) {
            expected(0) += weight[0] / all;
            expected(1) += (weight[1] + weight[2]) / all;
            expected(2) += weight[3] / all;
            ++trees;
        }
    }
    const RowMatrix p = predict(*model, data.x.topRows(1), 3);
    CHECK((p - expected / trees).cwiseAbs().maxCoeff() < 1e-14);
}

TEST_CASE("mtry is by default the square root where all labels are classes, and else a third") {
    auto classes = friedman_classes(60, 2, 18);
    auto both = mixed(60, 18);
    TestHost host;
    const auto with_mtry = [&](TrainingData& data, const char* mtry, Index outputs) {
        return predict(*fit<RandomForest>(data, of_trees(30).with("mtry", mtry), host), data.x, outputs);
    };
    for (TrainingData* data : {&classes, &both}) { // more features: a third is 6, the root 4
        const RowMatrix x = data->x;
        data->x.resize(60, 18);
        data->x << x, x.rowwise().reverse(), x.array().square().matrix();
    }
    CHECK(same(with_mtry(classes, "auto", 2), with_mtry(classes, "sqrt", 2)));
    CHECK_FALSE(same(with_mtry(classes, "auto", 2), with_mtry(classes, "third", 2)));
    CHECK(same(with_mtry(both, "auto", mixed_outputs), with_mtry(both, "third", mixed_outputs)));
    CHECK_FALSE(same(with_mtry(both, "auto", mixed_outputs), with_mtry(both, "sqrt", mixed_outputs)));
}

TEST_CASE("how a single label is scaled does not matter") {
    auto data = friedman_classes(80, 3, 20);
    TestHost host;
    const auto with = [&](const char* normalise) {
        return predict(*fit<RandomForest>(data, of_trees(30).with("normalise", normalise), host), data.x, 3);
    };
    CHECK(same(with("root"), with("count")));
    CHECK(same(with("root"), with("sum")));
}

TEST_CASE("labels that a forest cannot be fitted on are refused by row and name") {
    auto good = mixed(20, 21);
    (void)good.set();
    REQUIRE(refusal(good).empty());
    auto bad = good;
    bad.y(4, 1) = 1.5;
    CHECK(refusal(bad).find("row 4 of the training set has 1.5") != std::string::npos);
    CHECK(refusal(bad).find("as label 1 \"phase\", whose classes are the whole numbers from 0 to 2") !=
          std::string::npos);
    for (const double value : {-1.0, 3.0}) {
        bad.y(4, 1) = value;
        CHECK(refusal(bad).find("row 4") != std::string::npos);
    }
    bad.y(4, 1) = -std::numeric_limits<double>::infinity();
    CHECK(refusal(bad).find("row 4 of the training set has an infinite value of label 1 \"phase\"") !=
          std::string::npos);
    bad = good;
    bad.y.col(2).setConstant(unknown);
    CHECK(refusal(bad).find("label 2 \"modulus\" has no value in the training set") != std::string::npos);
    bad = good;
    bad.label_weights = {1, 0, 1};
    CHECK(refusal(bad).find("label 1 \"phase\" has a weight that is not positive and finite") !=
          std::string::npos);
    bad.label_weights = {1, 1};
    CHECK(refusal(bad).find("differ in number") != std::string::npos);
    bad = good;
    bad.y.resize(20, 0);
    bad.infos.clear();
    CHECK(refusal(bad).find("no label") != std::string::npos);
}
