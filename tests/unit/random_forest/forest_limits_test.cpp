// SPDX-License-Identifier: Apache-2.0
//
// Training sets that leave little or nothing to learn from.
#include "plugins/learners/random_forest/memory_need.hpp"
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <string>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::random_forest;
using Catch::Matchers::Contains;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("a bag without a row gives no tree, and the others make the mean") {
    auto data = friedman(2, 5, 21);
    TestHost host;
    const auto model = fit<RandomForest>(data, default_options<RandomForest>(), host);
    const auto& forest = forest_of(*model);
    double sum = 0;
    double count = 0;
    for (Index b = 0; b < 200; ++b) {
        const auto* counts = forest.bags.of_tree(b);
        const auto& tree = forest.labels[0].trees[static_cast<std::size_t>(b)];
        REQUIRE(tree.empty() == (counts[0] + counts[1] == 0));
        if (tree.empty()) {
            continue;
        }
        sum += tree_prediction(tree, data.x, 0);
        ++count;
    }
    REQUIRE(count < 200);
    CHECK(predict(*model, data.x)(0) == Approx(sum / count).epsilon(1e-13));
    const auto d = deviations(*model, data.x);
    CHECK(std::isfinite(d.sigma_mean(0)));
    CHECK(std::isfinite(d.sigma_obs(0)));
}

TEST_CASE("a forest without any tree predicts the training mean, and knows no deviation") {
    auto data = friedman(1, 5, 22);
    TestHost host;
    for (std::uint64_t seed = 0; seed < 40; ++seed) { // one in 2.7 has an empty bag
        data.stream = Stream(seed);
        const auto model = fit<RandomForest>(data, of_trees(20).with("trees", std::int64_t{1}), host);
        REQUIRE(predict(*model, data.x)(0) == data.y(0));
        REQUIRE(std::isnan(deviations(*model, data.x).sigma_obs(0)));
        REQUIRE(std::isnan(out_of_bag(*model, data.x, data.materials)(0)) ==
                (trees_of(*model)[0].empty() || forest_of(*model).bags.counts[0] > 0));
    }
}

TEST_CASE("equal labels are predicted exactly and without deviation") {
    auto data = friedman(30, 5, 23);
    data.y.setConstant(0.1);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20).with("trees", std::int64_t{16}), host);
    const auto d = deviations(*model, data.x);
    CHECK(d.mean(3) == Approx(0.1).epsilon(1e-15));
    CHECK(d.sigma_mean(3) == Approx(0).margin(1e-15));
    CHECK(d.sigma_obs(3) == Approx(0).margin(1e-15));
}

TEST_CASE("constant features leave the mean of each bag") {
    auto data = friedman(30, 5, 24);
    data.x.setConstant(2);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20), host);
    for (const auto& tree : trees_of(*model)) {
        CHECK(tree.nodes.size() == 1);
    }
    CHECK(predict(*model, data.x)(0) == Approx(data.y.mean()).margin(1.5));
}

TEST_CASE("a forest works without any feature") {
    auto data = friedman(30, 5, 25);
    data.x.resize(30, 0);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20), host);
    CHECK(std::isfinite(predict(*model, data.x)(0)));
}

TEST_CASE("what a forest cannot be fitted on is refused with the row's number") {
    TestHost host;
    auto good = friedman(10, 5, 26);
    (void)good.set();
    const auto message = [&](TrainingData data) -> std::string {
        try {
            (void)fit<RandomForest>(data, of_trees(20), host);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    CHECK(message(good).empty());
    auto bad = good;
    bad.y(4, 0) = infinity;
    CHECK(message(bad).find("row 4 of the training set has an infinite value of label 0") !=
          std::string::npos);
    bad = good;
    bad.y.setConstant(std::nan(""));
    CHECK(message(bad).find("label 0 has no value in the training set") != std::string::npos);
    bad = good;
    bad.x(3, 2) = -infinity;
    CHECK(message(bad).find("row 3 of the training set has an infinite value of feature 2") !=
          std::string::npos);
    bad = good;
    bad.weights.assign(10, 1.0);
    bad.weights[1] = 0;
    CHECK(message(bad).find("row 1 of the training set has a weight") != std::string::npos);
    TrainingData none{RowMatrix(0, 5), RowMatrix(0, 1), {}, {}};
    CHECK(message(none).find("no rows") != std::string::npos);
}

TEST_CASE("a forest refuses rows of another width") {
    auto data = friedman(20, 5, 27);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20), host);
    CHECK_THROWS_AS(predict(*model, RowMatrix::Zero(2, 4)), Error);
}

TEST_CASE("growing stops when the host wants to stop") {
    auto data = friedman(50, 5, 28);
    TestHost host;
    host.questions_before_cancel = 3;
    try {
        (void)fit<RandomForest>(data, of_trees(20), host);
        FAIL("did not stop");
    } catch (const Error& error) {
        CHECK(error.code() == SINTER_CANCELLED);
    }
    CHECK(host.last_progress < 0.2);
}

TEST_CASE("more trees than memory are refused before they grow, with how many would fit") {
    // 1,000 rows: 633 leaves and 633 splits of 20 bytes, and a byte a material.
    const ForestSize size{100, 1000, 1000, 1, 1};
    CHECK(bytes_needed(size) == Approx(100 * (2 * 633 * 20 + 1000)));
    CHECK_NOTHROW(require_memory(size, 3e6));
    CHECK_THROWS_WITH(require_memory({100000, 1000, 1000, 1, 1}, 1e9),
                      Contains("100000 trees on 1000 rows") && Contains("at most 37993 trees fit"));
    CHECK(physical_memory() > 1e8);
}
