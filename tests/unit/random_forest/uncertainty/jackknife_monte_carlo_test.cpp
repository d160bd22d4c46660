// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/random_forest.hpp"
#include "plugins/learners/random_forest/trees/tree_deviations.hpp"
#include "plugins/learners/random_forest/uncertainty/monte_carlo.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"

#include <sinter/bridge/model.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace sinter;
using namespace sinter::plugins::random_forest;
using namespace sinter::tests;

namespace {

std::shared_ptr<const Model> forest_with(TrainingData& data, Options options, std::size_t threads = 1) {
    TestHost host(threads);
    return fit<RandomForest>(data, options, host);
}

} // namespace

TEST_CASE("the Monte-Carlo variance is the spread of the sums over forests of other seeds") {
    constexpr Index rows = 6;
    constexpr int forests = 120;
    const auto test = friedman(rows, 6, 21);
    auto data = friedman(40, 6, 20);
    Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(rows);
    Eigen::ArrayXd squares = Eigen::ArrayXd::Zero(rows);
    Eigen::ArrayXd estimates = Eigen::ArrayXd::Zero(rows);
    for (int f = 0; f < forests; ++f) {
        data.stream = Stream(1000 + static_cast<std::uint64_t>(f));
        const auto model =
            forest_with(data, default_options<RandomForest>().with("trees", std::int64_t{120}));
        const Forest& forest = forest_of(*model);
        const Jackknife jackknife(forest.bags);
        const auto d =
            tree_deviations(forest.labels[0], leaf_values(forest.labels[0], RowBlock(test.x, 0)), 0);
        const Eigen::ArrayXd s = jackknife.sums(d.centred);
        sum += s;
        squares += s.square();
        estimates += jackknife.monte_carlo_variances(d.centred).array() / forests;
    }
    const Eigen::ArrayXd spread = (squares - sum.square() / forests) / (forests - 1);
    const double ratio = std::sqrt(estimates.sum() / spread.sum());
    INFO("estimated / actual standard error " << ratio);
    CHECK(ratio > 0.75); // of standard errors, over all rows
    CHECK(ratio < 1.35);
}

TEST_CASE("the Monte-Carlo error of sigma_mean is in its unit and falls as trees are added") {
    CHECK(error_of_deviation(100, 0.04) == Approx(0.2 / 20).epsilon(1e-2)); // sd / (2 sigma)
    CHECK(error_of_deviation(-3, 0.0016) == Approx(0.2));                   // sqrt(sd)
    auto data = friedman(80, 6, 22);
    const auto test = friedman(50, 6, 23);
    RowMatrix few(50, 1);
    RowMatrix many(50, 1);
    RowMatrix rectified(50, 1);
    const auto options = default_options<RandomForest>();
    const auto small = forest_with(data, options.with("trees", std::int64_t{60}));
    small->monte_carlo_error()->predict_monte_carlo(test.x, few, rectified);
    const bridge::ImportedModel large(
        bridge::export_model(forest_with(data, options.with("trees", std::int64_t{600}))));
    large.monte_carlo_error()->predict_monte_carlo(test.x, many, MatrixOut());
    CHECK(many.mean() < 0.5 * few.mean());
    CHECK(((rectified.array() == 0) || (rectified.array() == 1)).all());
    CHECK(rectified.mean() > 0);
    CHECK(rectified.mean() < 1);
}

TEST_CASE("sigma_mean shrinks as labels are added") {
    const auto test = friedman(60, 5, 31);
    const auto options = default_options<RandomForest>().with("trees", std::int64_t{1000});
    double before = 0;
    for (const Index rows : {20, 80, 320}) {
        auto data = friedman(rows, 5, 30);
        const double now = deviations(*forest_with(data, options), test.x).sigma_mean.mean();
        if (rows > 20) {
            CHECK(now < 0.95 * before);
        }
        before = now;
    }
}

TEST_CASE("sigma_mean does not depend on the order of the rows that are asked for") {
    auto data = friedman(50, 5, 32);
    const auto model = forest_with(data, default_options<RandomForest>().with("trees", std::int64_t{80}));
    const auto test = friedman(300, 5, 33);
    const RowMatrix turned = test.x.colwise().reverse();
    const RowMatrix there = deviations(*model, test.x).sigma_mean;
    const RowMatrix back = deviations(*model, turned).sigma_mean.colwise().reverse();
    CHECK(same(there, back));
}

TEST_CASE("automatic trees grow until the error has settled, the same for any number of threads",
          "[threads]") {
    auto data = friedman(40, 5, 40);
    const auto options = default_options<RandomForest>().with("trees", "auto");
    TestHost one(1);
    const auto model = fit<RandomForest>(data, options, one);
    const auto count = static_cast<std::int64_t>(trees_of(*model).size());
    CHECK(count > 64);
    CHECK(count < 2000);
    CHECK(count % 64 == 0);
    REQUIRE(one.lines.size() == 1);
    CHECK(one.lines[0].text.find(std::to_string(count) + " trees: the out-of-bag error changed") !=
          std::string::npos);

    const auto test = friedman(20, 5, 41);
    const auto expected = deviations(*model, test.x);
    const auto threaded = deviations(*forest_with(data, options, 3), test.x);
    CHECK(same(threaded.sigma_mean, expected.sigma_mean));
    // And the same trees as a forest of that size.
    const auto fixed =
        deviations(*forest_with(data, default_options<RandomForest>().with("trees", count)), test.x);
    CHECK(same(fixed.mean, expected.mean));
    CHECK(same(fixed.sigma_mean, expected.sigma_mean));
}

TEST_CASE("automatic trees stop at the most that is allowed and say so") {
    auto data = friedman(100, 5, 42);
    TestHost host;
    const auto model = fit<RandomForest>(
        data, default_options<RandomForest>().with("trees", "auto").with("max_trees", std::int64_t{100}),
        host);
    CHECK(trees_of(*model).size() == 100);
    REQUIRE(host.lines.size() == 1);
    CHECK(host.lines[0].text.find("100 trees, the most allowed") != std::string::npos);
}
