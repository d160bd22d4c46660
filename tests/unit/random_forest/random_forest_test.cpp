// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/random_forest.hpp"
#include "plugins/learners/random_forest/uncertainty/out_of_bag_errors.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using plugins::random_forest::calibration_ratio;
using plugins::random_forest::RandomForest;

namespace {

double rmse(const RowMatrix& a, const RowMatrix& b) {
    return std::sqrt((a - b).squaredNorm() / static_cast<double>(a.size()));
}

} // namespace

TEST_CASE("a forest predicts Friedman's function far better than the mean does") {
    TestHost host;
    auto train = friedman(400, 8, 1);
    const auto test = friedman(400, 8, 2);
    const auto model = fit<RandomForest>(train, default_options<RandomForest>(), host);
    const RowMatrix mean = RowMatrix::Constant(400, 1, train.y.mean());
    CHECK(rmse(predict(*model, test.x), test.y) < 0.55 * rmse(mean, test.y));
}

TEST_CASE("a forest is the same for any number of threads", "[threads]") {
    auto data = friedman(300, 6, 3);
    data.x(5, 2) = std::nan("");
    TestHost one(1);
    TestHost four(4);
    const auto a = fit<RandomForest>(data, of_trees(20), one);
    const auto b = fit<RandomForest>(data, of_trees(20), four);
    const auto x = friedman(100, 6, 4).x;
    CHECK(same(predict(*a, x), predict(*b, x)));
    CHECK(same(deviations(*a, x).sigma_mean, deviations(*b, x).sigma_mean));
    CHECK(same(deviations(*a, x).sigma_obs, deviations(*b, x).sigma_obs));
    CHECK(same(out_of_bag(*a, data.x, data.materials), out_of_bag(*b, data.x, data.materials)));
}

TEST_CASE("several threads may ask one forest for deviations at once", "[threads]") {
    auto data = friedman(100, 5, 5);
    TestHost host(4);
    const auto model = fit<RandomForest>(data, of_trees(20), host);
    std::vector<RowMatrix> answers(4);
    host.parallel_for(4, [&](std::int64_t i) {
        answers[static_cast<std::size_t>(i)] = deviations(*model, data.x).sigma_mean;
    });
    for (const auto& answer : answers) {
        CHECK(same(answer, answers[0]));
    }
}

TEST_CASE("a row's prediction does not depend on the rows beside it, nor on how they lie in memory") {
    auto data = friedman(150, 5, 6);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20).with("trees", std::int64_t{21}), host);
    const RowMatrix x = friedman(300, 5, 7).x;
    const auto together = deviations(*model, x);
    CHECK(same(together.mean, predict(*model, x)));
    const Eigen::MatrixXd by_column = x;
    RowMatrix mean(300, 1);
    model->predict(by_column, mean);
    CHECK(same(mean, together.mean));
    for (const Index row : {Index{0}, Index{8}, Index{255}, Index{256}, Index{299}}) {
        const auto alone = deviations(*model, x.middleRows(row, 1));
        CHECK(alone.mean(0) == together.mean(row));
        CHECK(alone.sigma_mean(0) == together.sigma_mean(row));
        CHECK(alone.sigma_obs(0) == together.sigma_obs(row));
    }
}

TEST_CASE("the order of the training rows does not change who is in a bag") {
    auto data = friedman(60, 5, 8);
    (void)data.set(); // names the materials
    auto reversed = data;
    reversed.x = data.x.colwise().reverse().eval();
    reversed.y = data.y.colwise().reverse().eval();
    std::reverse(reversed.materials.begin(), reversed.materials.end());
    TestHost host;
    const auto a = fit<RandomForest>(data, of_trees(20), host);
    const auto b = fit<RandomForest>(reversed, of_trees(20), host);
    CHECK(forest_of(*a).bags.counts == forest_of(*b).bags.counts);
    CHECK((predict(*a, data.x) - predict(*b, data.x)).cwiseAbs().maxCoeff() < 1e-9);
}

TEST_CASE("two forests on the same stream share the Poisson counts of the materials they have in common") {
    auto all = friedman(50, 5, 9);
    (void)all.set();
    auto some = friedman(20, 5, 10);
    some.materials.assign(all.materials.begin() + 10, all.materials.begin() + 30);
    TestHost host;
    const auto a = fit<RandomForest>(all, of_trees(20), host);
    const auto b = fit<RandomForest>(some, of_trees(20).with("mtry", "all"), host);
    const auto& fa = forest_of(*a);
    const auto& fb = forest_of(*b);
    for (std::size_t i = 0; i < fb.materials.size(); ++i) {
        const Index place = plugins::random_forest::place_of(fb.materials[i], fa.materials);
        REQUIRE(place >= 0);
        for (Index tree = 0; tree < 20; ++tree) {
            REQUIRE(fa.bags.of_tree(tree)[place] == fb.bags.of_tree(tree)[i]);
            REQUIRE(
                fb.bags.of_tree(tree)[i] ==
                all.stream.derive("bag").derive(static_cast<std::uint64_t>(tree)).poisson1(fb.materials[i]));
        }
    }
}

TEST_CASE("a multinomial bag holds as many draws as there are materials") {
    auto data = friedman(40, 5, 11);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20).with("bags", "multinomial"), host);
    for (Index tree = 0; tree < 20; ++tree) {
        const auto* counts = forest_of(*model).bags.of_tree(tree);
        CHECK(std::accumulate(counts, counts + 40, 0) == 40);
    }
}

TEST_CASE("out-of-bag predictions are means over the trees whose bags hold no row of the material") {
    auto data = friedman(60, 5, 12);
    (void)data.set();
    for (std::size_t row = 0; row < 60; ++row) {
        data.materials[row] = 100 + row / 3;
    } // three rows per material
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20), host);
    const auto& forest = forest_of(*model);
    REQUIRE(forest.bags.materials == 20);
    const RowMatrix honest = out_of_bag(*model, data.x, data.materials);
    for (Index row = 0; row < 60; ++row) {
        double sum = 0;
        double count = 0;
        for (std::size_t b = 0; b < forest.labels[0].trees.size(); ++b) {
            if (data.stream.derive("bag").derive(b).poisson1(data.materials[static_cast<std::size_t>(row)]) >
                0) {
                continue;
            }
            sum += tree_prediction(forest.labels[0].trees[b], data.x, row);
            ++count;
        }
        REQUIRE(honest(row) == Approx(sum / count).epsilon(1e-13));
    }
    CHECK(rmse(honest, data.y) > 1.2 * rmse(predict(*model, data.x), data.y));
}

TEST_CASE("a material that was never in training gets the plain prediction out of bag") {
    auto data = friedman(60, 5, 13);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20), host);
    CHECK(same(out_of_bag(*model, data.x, std::vector<std::uint64_t>(60, 42)), predict(*model, data.x)));
}

TEST_CASE("a material that every tree saw has no out-of-bag prediction") {
    auto data = friedman(30, 5, 14);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20).with("trees", std::int64_t{1}), host);
    const auto& forest = forest_of(*model);
    const RowMatrix honest = out_of_bag(*model, data.x, data.materials);
    for (Index row = 0; row < 30; ++row) {
        const auto place =
            plugins::random_forest::place_of(data.materials[static_cast<std::size_t>(row)], forest.materials);
        CHECK(std::isnan(honest(row)) == (forest.bags.of_tree(0)[place] > 0));
    }
}

TEST_CASE("a weight of two equals the row given twice as the same material") {
    auto weighted = friedman(40, 5, 15);
    (void)weighted.set();
    weighted.weights.assign(40, 1.0);
    weighted.weights[7] = 2;
    auto doubled = weighted;
    doubled.weights.clear();
    doubled.x.conservativeResize(41, Eigen::NoChange);
    doubled.y.conservativeResize(41, Eigen::NoChange);
    doubled.x.row(40) = weighted.x.row(7);
    doubled.y.row(40) = weighted.y.row(7);
    doubled.materials.push_back(weighted.materials[7]);
    TestHost host;
    const auto a = fit<RandomForest>(weighted, of_trees(20), host);
    const auto b = fit<RandomForest>(doubled, of_trees(20), host);
    CHECK((predict(*a, weighted.x) - predict(*b, weighted.x)).cwiseAbs().maxCoeff() < 1e-9);
}

TEST_CASE("scaling labels by a power of two scales predictions exactly, however large") {
    auto data = friedman(50, 5, 16);
    auto huge = data;
    huge.y *= std::ldexp(1.0, 1015);
    TestHost host;
    const auto a = fit<RandomForest>(data, of_trees(20), host);
    const auto b = fit<RandomForest>(huge, of_trees(20), host);
    CHECK(same(predict(*a, data.x) * std::ldexp(1.0, 1015), predict(*b, data.x)));
}

TEST_CASE("mtry names a number of features or a share of them") {
    auto data = friedman(60, 9, 17);
    TestHost host;
    const auto with_mtry = [&](auto value) {
        return predict(*fit<RandomForest>(data, of_trees(20).with("mtry", value), host), data.x);
    };
    CHECK(same(with_mtry("third"), with_mtry(std::int64_t{3})));
    CHECK(same(with_mtry("sqrt"), with_mtry(std::int64_t{3})));
    CHECK(same(with_mtry("all"), with_mtry(std::int64_t{9})));
    CHECK(same(with_mtry("all"), with_mtry(std::int64_t{1000})));
    CHECK_FALSE(same(with_mtry("third"), with_mtry("all")));
}

TEST_CASE("min_leaf and max_depth bound the trees") {
    auto data = friedman(60, 5, 18);
    TestHost host;
    const auto stump = fit<RandomForest>(data, of_trees(20).with("max_depth", std::int64_t{1}), host);
    for (const auto& tree : trees_of(*stump)) {
        CHECK(tree.nodes.size() == 3);
    }
    const auto single = fit<RandomForest>(data, of_trees(20).with("min_leaf", std::int64_t{60}), host);
    for (const auto& tree : trees_of(*single)) {
        CHECK(tree.nodes.size() == 1);
    }
}

TEST_CASE("sigma_obs is the calibrated standard deviation of the trees") {
    auto data = friedman(80, 5, 19);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20), host);
    const auto& forest = forest_of(*model);
    const auto d = deviations(*model, data.x);
    for (Index row = 0; row < 80; ++row) {
        double squares = 0;
        for (const auto& tree : forest.labels[0].trees) {
            squares += std::pow(tree_prediction(tree, data.x, row) - d.mean(row), 2);
        }
        REQUIRE(d.sigma_obs(row) ==
                Approx(forest.labels[0].calibration * std::sqrt(squares / 19)).epsilon(1e-12));
        REQUIRE(d.sigma_mean(row) > 0);
    }
}

TEST_CASE("after calibration two thirds of the out-of-bag errors lie within the trees' deviation") {
    auto data = friedman(300, 5, 20);
    TestHost host;
    const auto model = fit<RandomForest>(data, of_trees(20), host);
    const auto& forest = forest_of(*model);
    const auto set = data.set();
    const auto errors =
        plugins::random_forest::out_of_bag_errors(forest, 0, set.features, set.materials, data.y.data()).all;
    const auto within = std::count_if(errors.begin(), errors.end(), [&](const auto& e) {
        return std::abs(e.error) <= forest.labels[0].calibration * e.deviation * (1 + 1e-12);
    });
    CHECK(static_cast<double>(within) / static_cast<double>(errors.size()) == Approx(0.68).margin(0.005));
}

TEST_CASE("the calibration ratio is the element at 0.68 of the sorted ratios") {
    CHECK(calibration_ratio({{3, 1}, {-1, 1}, {2, 1}}, 1) == 3); // place floor(2.04) = 2
    CHECK(calibration_ratio({{1, 1}, {-4, 2}}, 1) == 2);
    CHECK(calibration_ratio({{0, 0}}, 1) == 1);                 // no error, none expected
    CHECK(calibration_ratio({{1, 0}, {1, 0}, {1, 1}}, 1) == 1); // an infinite quantile says nothing
    CHECK(calibration_ratio({}, 1) == 1);
}
