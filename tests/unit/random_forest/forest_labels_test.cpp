// SPDX-License-Identifier: Apache-2.0
//
// Forests of several labels, with missing ones.
#include "plugins/learners/random_forest/random_forest.hpp"
#include "plugins/learners/random_forest/uncertainty/jackknife.hpp"
#include "plugins/learners/random_forest/uncertainty/out_of_bag_errors.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using plugins::random_forest::LabelForest;
using plugins::random_forest::RandomForest;

namespace {

/// What tree b says of a row: a mean, or the share of class `output`.
double tree_says(const LabelForest& label, std::size_t b, const RowMatrix& x, Index row, Index output) {
    return label.leaf_output(b, tree_prediction(label.trees[b], x, row), output);
}

} // namespace

TEST_CASE("a forest of several labels is the same for any number of threads", "[threads]") {
    auto data = mixed(200, 4);
    data.x(5, 2) = unknown;
    TestHost one(1);
    TestHost four(4);
    const auto a = fit<RandomForest>(data, of_trees(30), one);
    const auto b = fit<RandomForest>(data, of_trees(30), four);
    const auto x = friedman(300, 6, 5).x;
    const auto da = deviations(*a, x, mixed_outputs);
    const auto db = deviations(*b, x, mixed_outputs);
    CHECK(same(da.mean, db.mean));
    CHECK(same(da.sigma_mean, db.sigma_mean));
    CHECK(same(da.sigma_obs, db.sigma_obs));
    CHECK(same(out_of_bag(*a, data.x, data.materials, mixed_outputs),
               out_of_bag(*b, data.x, data.materials, mixed_outputs)));
}

TEST_CASE("a row's outputs do not depend on the rows beside it") {
    auto data = mixed(120, 6);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(30), host);
    const RowMatrix x = friedman(300, 6, 7).x;
    const auto together = deviations(*model, x, mixed_outputs);
    CHECK(same(together.mean, predict(*model, x, mixed_outputs)));
    for (const Index row : {Index{0}, Index{255}, Index{256}, Index{299}}) {
        const auto alone = deviations(*model, x.middleRows(row, 1), mixed_outputs);
        CHECK(same(alone.mean, together.mean.row(row)));
        CHECK(same(alone.sigma_mean, together.sigma_mean.row(row)));
        CHECK(same(alone.sigma_obs, together.sigma_obs.row(row)));
    }
}

TEST_CASE("a second label that never varies changes nothing in the first one's forest") {
    auto alone = friedman(100, 6, 8);
    auto beside = alone;
    beside.y.conservativeResize(100, 2);
    beside.y.col(1).setConstant(3);
    for (Index row = 0; row < 100; row += 3) {
        beside.y(row, 1) = unknown;
    }
    TestHost host;
    const auto a = fit<RandomForest>(alone, of_trees(30), host);
    const auto b = fit<RandomForest>(beside, of_trees(30), host);
    const auto x = friedman(200, 6, 9).x;
    const auto da = deviations(*a, x);
    const auto db = deviations(*b, x, 2);
    CHECK((da.mean - db.mean.col(0)).cwiseAbs().maxCoeff() < 1e-11);
    CHECK((da.sigma_obs - db.sigma_obs.col(0)).cwiseAbs().maxCoeff() < 1e-10);
    CHECK((db.mean.col(1).array() - 3).abs().maxCoeff() < 1e-14);
    CHECK(forest_of(*a).labels[0].calibration == Approx(forest_of(*b).labels[0].calibration).epsilon(1e-9));
}

TEST_CASE("a second label on other rows helps the first where both have the same cause") {
    auto rich = friedman(500, 20, 10);
    auto poor = rich;
    for (Index row = 40; row < 500; ++row) {
        poor.y(row) = unknown;
    }
    auto both = poor;
    both.y.conservativeResize(500, 2);
    both.y.col(1) = rich.y * 2;
    TestHost host;
    const auto test = friedman(400, 20, 11);
    const auto error = [&](TrainingData& data, Index labels) {
        const RowMatrix p = predict(*fit<RandomForest>(data, of_trees(30), host), test.x, labels);
        return (p.col(0) - test.y.col(0)).norm();
    };
    CHECK(error(both, 2) < 0.94 * error(poor, 1));
}

TEST_CASE("a row without any label is left out, and the host is told") {
    auto data = mixed(60, 12);
    (void)data.set();
    auto without = data;
    data.y.row(59).setConstant(unknown);
    without.x.conservativeResize(59, Eigen::NoChange);
    without.y.conservativeResize(59, Eigen::NoChange);
    without.materials.pop_back();
    TestHost host;
    const auto a = fit<RandomForest>(data, of_trees(30), host);
    REQUIRE(host.lines.size() == 1);
    CHECK(host.lines[0].level == LogLevel::notice);
    CHECK(host.lines[0].text == "random_forest: 1 row without a label is left out");
    const auto b = fit<RandomForest>(without, of_trees(30), host);
    CHECK(host.lines.size() == 1);
    CHECK(same(deviations(*a, data.x, mixed_outputs).sigma_mean,
               deviations(*b, data.x, mixed_outputs).sigma_mean));
    CHECK(same(predict(*a, data.x, mixed_outputs), predict(*b, data.x, mixed_outputs)));
}

TEST_CASE("a number's own missing values leave the forest of the other rows") {
    auto data = friedman(60, 5, 13);
    auto fewer = data;
    (void)data.set();
    fewer.x.conservativeResize(40, Eigen::NoChange);
    fewer.y.conservativeResize(40, Eigen::NoChange);
    fewer.materials.assign(data.materials.begin(), data.materials.begin() + 40);
    for (Index row = 40; row < 60; ++row) {
        data.y(row) = unknown;
    }
    TestHost host;
    CHECK(same(predict(*fit<RandomForest>(data, of_trees(30), host), data.x),
               predict(*fit<RandomForest>(fewer, of_trees(30), host), data.x)));
}

TEST_CASE("a label has a tree for the bags that hold a row with it, and no other") {
    auto data = mixed(40, 14);
    for (Index row = 0; row < 40; ++row) {
        data.y(row, 2) = row == 11 ? 7.5 : unknown;
    }
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(30), host);
    const auto& forest = forest_of(*model);
    const auto place = plugins::random_forest::place_of(data.materials[11], forest.materials);
    Index trees = 0;
    for (Index b = 0; b < 30; ++b) {
        const bool in_bag = forest.bags.of_tree(b)[place] > 0;
        CHECK(trees_of(*model, 2)[static_cast<std::size_t>(b)].empty() == !in_bag);
        CHECK_FALSE(trees_of(*model, 0)[static_cast<std::size_t>(b)].empty());
        trees += in_bag ? 1 : 0;
    }
    REQUIRE(trees > 5);
    const RowMatrix p = predict(*model, data.x, mixed_outputs);
    CHECK((p.col(4).array() - 7.5).abs().maxCoeff() < 1e-14);
    const RowMatrix honest = out_of_bag(*model, data.x, data.materials, mixed_outputs);
    CHECK(std::isnan(honest(11, 4))); // every tree of the label saw the material
    CHECK(std::isfinite(honest(11, 0)));
    const auto d = deviations(*model, data.x, mixed_outputs);
    CHECK(d.sigma_obs.col(4).cwiseAbs().maxCoeff() < 1e-13);
}

TEST_CASE("a label without any tree is predicted by its training mean or shares") {
    auto data = mixed(20, 22);
    data.y.rightCols(2).setConstant(unknown);
    data.y.block(3, 1, 2, 2) << 0, 7.5, 2, 8.5; // only materials 3 and 4 have the last two labels
    (void)data.set();
    TestHost host;
    const auto without_both = [&](std::uint64_t seed) {
        const Stream bag = Stream(seed).derive("bag").derive(0);
        return bag.poisson1(data.materials[3]) == 0 && bag.poisson1(data.materials[4]) == 0;
    };
    std::uint64_t seed = 0;
    while (!without_both(seed)) {
        ++seed;
    }
    data.stream = Stream(seed);
    const auto model = fit<RandomForest>(data, of_trees(30).with("trees", std::int64_t{1}), host);
    REQUIRE(trees_of(*model, 2)[0].empty());
    RowMatrix expected(1, 4);
    expected << 0.5, 0, 0.5, 8;
    const RowMatrix x = data.x.topRows(1);
    CHECK(same(predict(*model, x, mixed_outputs).rightCols(4), expected));
    const auto d = deviations(*model, x, mixed_outputs);
    CHECK(same(d.mean.rightCols(4), expected));
    CHECK(std::isnan(d.sigma_mean(0, 1)));
    CHECK(std::isnan(d.sigma_obs(0, 4)));
    CHECK(same(out_of_bag(*model, x, {42}, mixed_outputs).rightCols(4), expected)); // a new material
    CHECK(std::isnan(out_of_bag(*model, x, {data.materials[3]}, mixed_outputs)(0, 4)));
}

TEST_CASE("out-of-bag outputs are means over the label's trees whose bags hold no row of the material") {
    auto data = mixed(60, 15);
    (void)data.set();
    for (std::size_t row = 0; row < 60; ++row) {
        data.materials[row] = 100 + row / 3;
    }
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(30), host);
    const auto& forest = forest_of(*model);
    const RowMatrix honest = out_of_bag(*model, data.x, data.materials, mixed_outputs);
    Index column = 0;
    for (const LabelForest& label : forest.labels) {
        for (Index output = 0; output < label.outputs(); ++output, ++column) {
            for (Index row = 0; row < 60; row += 7) {
                double sum = 0;
                double count = 0;
                for (std::size_t b = 0; b < 30; ++b) {
                    const auto key = data.materials[static_cast<std::size_t>(row)];
                    if (!label.trees[b].empty() && data.stream.derive("bag").derive(b).poisson1(key) == 0) {
                        sum += tree_says(label, b, data.x, row, output);
                        ++count;
                    }
                }
                REQUIRE(honest(row, column) == Approx(sum / count).epsilon(1e-12).margin(1e-14));
            }
        }
    }
}

TEST_CASE("sigma_mean is the jackknife of each output's trees, sigma_obs is for numbers only") {
    auto data = mixed(50, 16);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(30), host);
    const auto& forest = forest_of(*model);
    const auto d = deviations(*model, data.x, mixed_outputs);
    Index column = 0;
    for (const LabelForest& label : forest.labels) {
        for (Index output = 0; output < label.outputs(); ++output, ++column) {
            Eigen::MatrixXd t(30, 1);
            for (std::size_t b = 0; b < 30; ++b) {
                REQUIRE_FALSE(label.trees[b].empty());
                t(static_cast<Index>(b)) = tree_says(label, b, data.x, 8, output);
            }
            t.array() -= t.mean();
            const double variance = plugins::random_forest::Jackknife(forest.bags).variances(t)(0);
            CHECK(d.sigma_mean(8, column) == Approx(std::sqrt(variance)).epsilon(1e-9));
            if (label.class_count > 0) {
                CHECK(std::isnan(d.sigma_obs(8, column)));
            } else {
                CHECK(d.sigma_obs(8, column) == Approx(label.calibration * t.norm() / std::sqrt(29.0)));
            }
        }
    }
    CHECK(forest.labels[0].calibration != forest.labels[2].calibration);
}

TEST_CASE("a label's calibration is of the rows that have it") {
    auto data = mixed(300, 17);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(30), host);
    const auto& forest = forest_of(*model);
    const auto set = data.set();
    const Eigen::VectorXd labels = data.y.col(2);
    const auto errors =
        plugins::random_forest::out_of_bag_errors(forest, 2, set.features, set.materials, labels.data()).all;
    REQUIRE(errors.size() == 150);
    const auto within = std::count_if(errors.begin(), errors.end(), [&](const auto& e) {
        return std::abs(e.error) <= forest.labels[2].calibration * e.deviation * (1 + 1e-12);
    });
    CHECK(static_cast<double>(within) / 150 == Approx(0.68).margin(0.01));
}

TEST_CASE("how labels are scaled and weighed changes the trees of several labels") {
    auto data = mixed(80, 19);
    TestHost host;
    const auto with = [&](const char* normalise) {
        return predict(*fit<RandomForest>(data, of_trees(30).with("normalise", normalise), host), data.x,
                       mixed_outputs);
    };
    const RowMatrix root = with("root");
    CHECK_FALSE(same(root, with("count")));
    CHECK_FALSE(same(root, with("sum")));
    data.label_weights = {2, 2, 2};
    CHECK((with("root") - root).cwiseAbs().maxCoeff() < 1e-11);
    data.label_weights = {1, 1, 20};
    CHECK_FALSE(same(root, with("root")));
}
