// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/random_forest.hpp"
#include "plugins/learners/random_forest/training/noise_weights.hpp"
#include "tests/support/test_host.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace sinter;
using plugins::random_forest::noise_weights;
using plugins::random_forest::RandomForest;

namespace {

struct NoisySet {
    RowMatrix x = RowMatrix(40, 3);
    RowMatrix y = RowMatrix(40, 1);
    RowMatrix noise = RowMatrix::Constant(40, 1, 1);
    std::vector<std::uint64_t> materials;
    std::vector<double> weights;
    std::vector<Feature> infos{{"a", "", {}, 0}, {"b", "", {}, 0}, {"c", "", {}, 0}};
    std::vector<Label> labels{{"gap", "eV", 0}};

    NoisySet() {
        for (Index i = 0; i < 40; ++i) {
            materials.push_back(static_cast<std::uint64_t>(i));
            const auto at = static_cast<double>(i);
            x.row(i) << std::sin(at), std::cos(3 * at), std::sin(7 * at);
            y(i, 0) = x(i, 0) + 0.3 * std::cos(11 * at);
        }
    }
    [[nodiscard]] TrainingSet view() const {
        return {x, y, weights, materials, infos, labels, Stream(1), {}, noise};
    }
};

RowMatrix predicted(const NoisySet& set, const Options& options) {
    tests::TestHost host;
    RowMatrix mean(40, 1);
    RandomForest(options).fit(set.view(), host)->predict(set.x, MatrixOut(mean));
    return mean;
}

Options twenty_trees() {
    return Options::defaults(RandomForest::parameters()).with("trees", std::int64_t{20});
}

} // namespace

TEST_CASE("the usual stated error weighs 1, none 2, and twice the usual one 0.4") {
    NoisySet set;
    set.noise(0, 0) = 0;
    set.noise(1, 0) = 4; // the variance of twice the error
    set.noise(2, 0) = unknown;
    const auto weights = noise_weights(set.view());
    CHECK(weights[0] == 2);
    CHECK(weights[1] == Approx(0.4));
    CHECK(weights[2] == 1);
    CHECK(weights[3] == 1);
    set.weights.assign(40, 3);
    CHECK(noise_weights(set.view())[1] == Approx(1.2));
    set.noise.setZero();
    CHECK(noise_weights(set.view())[1] == 3);
}

TEST_CASE("a row with several labels weighs the mean of those that it has") {
    NoisySet set;
    set.y.conservativeResize(40, 2);
    set.y.col(1).setConstant(unknown);
    set.y(0, 1) = 1;
    set.y(1, 1) = 1;
    set.noise.conservativeResize(40, 2);
    set.noise.col(1).setConstant(unknown);
    set.noise(0, 1) = 0.5;
    set.noise(1, 1) = 1.5;
    set.labels.push_back({"gap_dft", "eV", 0});
    const auto weights = noise_weights(set.view());
    CHECK(weights[0] == Approx((1 + 1) / 2.0));
    CHECK(weights[1] == Approx((1 + 2 / (1 + 3.0)) / 2));
    CHECK(weights[2] == 1);
}

TEST_CASE("a forest with stated errors is the forest with their weights; without them it is as it was") {
    NoisySet set;
    for (Index i = 0; i < 40; i += 2) {
        set.noise(i, 0) = 9;
    }
    const RowMatrix weighed = predicted(set, twenty_trees());
    NoisySet by_hand;
    by_hand.weights = noise_weights(set.view());
    by_hand.noise = RowMatrix();
    CHECK(weighed == predicted(by_hand, twenty_trees()));
    const RowMatrix ignored = predicted(set, twenty_trees().with("stated_errors", "ignore"));
    by_hand.weights.clear();
    CHECK(ignored == predicted(by_hand, twenty_trees()));
    CHECK(ignored != weighed);
    NoisySet equal;
    CHECK(predicted(equal, twenty_trees()) == ignored);
}
