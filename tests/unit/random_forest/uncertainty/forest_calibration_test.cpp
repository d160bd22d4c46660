// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/random_forest.hpp"
#include "plugins/learners/random_forest/uncertainty/calibration.hpp"
#include "plugins/learners/random_forest/uncertainty/class_temperature.hpp"
#include "plugins/learners/random_forest/uncertainty/residual_scores.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::random_forest;

namespace {

Options warm() { return of_trees(60).with("calibrate_classes", "temperature"); }

/// Two classes that a plane parts, a share of the labels flipped.
TrainingData flipped(Index rows, double share, std::uint64_t seed) {
    auto data = friedman(rows, 5, seed);
    Draws draws(Stream(seed).derive("flips"));
    for (Index row = 0; row < rows; ++row) {
        const double right = data.x(row, 0) + data.x(row, 1) > 1 ? 1 : 0;
        data.y(row) = draws.uniform() < share ? 1 - right : right;
    }
    data.infos = {{"phase", "", 2}};
    return data;
}

/// Mean of -log(probability of the right class), floored as the shares of 60 trees are.
double fresh_log_loss(const Model& model, const TrainingData& test, Index classes) {
    const RowMatrix p = predict(model, test.x, classes);
    double sum = 0;
    for (Index row = 0; row < p.rows(); ++row) {
        sum -= std::log(std::max(p(row, static_cast<Index>(test.y(row))), 0.5 / 60));
    }
    return sum / static_cast<double>(p.rows());
}

double temperature_of(const Model& model, std::size_t label = 0) {
    return forest_of(model).calibrations[label].classes.temperature;
}

ClassVotes random_votes(Index rows, Index classes, std::uint64_t seed) {
    Draws draws((Stream(seed)));
    ClassVotes votes{RowMatrix(rows, classes), {}, {}};
    for (Index row = 0; row < rows; ++row) {
        for (Index k = 0; k < classes; ++k) {
            votes.shares(row, k) = std::floor(draws.uniform() * 20);
        }
        votes.shares(row, 0) += 1;
        votes.shares.row(row) /= votes.shares.row(row).sum();
        const double u = draws.uniform();
        votes.right_classes.push_back(u < votes.shares(row, 0) ? 0 : 1);
        votes.weights.push_back(row % 3 == 0 ? 0.5 : 1);
    }
    return votes;
}

} // namespace

TEST_CASE("a material that was measured often counts once in the calibration ratio") {
    // Ratios 1, 2 and 3 of three materials; the third was measured four times.
    const std::vector<OutOfBagError> errors = {{1, 1, 0}, {2, 1, 1}, {3, 1, 2},
                                               {3, 1, 2}, {3, 1, 2}, {3, 1, 2}};
    CHECK(calibration_ratio(errors, 1) == 3); // 0.68 x 3 = 2.04 materials
    const std::vector<OutOfBagError> often = {{9, 1, 0}, {9, 1, 0}, {9, 1, 0},
                                              {1, 1, 1}, {2, 1, 2}, {2, 1, 3}};
    CHECK(calibration_ratio(often, 1) == 2); // by rows it would be 9
    CHECK(material_weights(often) == std::vector<double>{1.0 / 3, 1.0 / 3, 1.0 / 3, 1, 1, 1});
}

TEST_CASE("order statistics of scores have the ranks of the definition") {
    std::vector<OutOfBagError> errors;
    for (Index i = 0; i < 19; ++i) {
        errors.push_back({static_cast<double>(i + 1), 1, i});
    }
    const ResidualScores scores = residual_scores(errors, 1);
    REQUIRE(scores.weights.empty());
    for (const auto& [alpha, upper, lower] : {std::tuple(0.05, 19.0, 1.0),
                                              {0.1, 18.0, 2.0},
                                              {0.12, 18.0, 2.0},
                                              {0.5, 10.0, 10.0},
                                              {0.95, 1.0, 19.0}}) {
        std::vector<double> values = scores.scores;
        CHECK(upper_order_statistic(scores, values, alpha) == upper);
        values = scores.scores;
        CHECK(lower_order_statistic(scores, values, alpha) == lower);
    }
    std::vector<double> values = scores.scores;
    CHECK(std::isinf(upper_order_statistic(scores, values, 0.04)));
    values = scores.scores;
    CHECK(lower_order_statistic(scores, values, 0.04) < -1e300);
}

TEST_CASE("a score is 0 without an error and infinite where trees agree on a wrong value") {
    const ResidualScores scores = residual_scores({{0, 0, 0}, {0, 2, 1}, {1, 0, 2}, {-1, 4, 3}}, 1);
    CHECK(scores.scores == std::vector<double>{0, 0, std::numeric_limits<double>::infinity(), 0.25});
    CHECK(scores.material_count == 4);
}

TEST_CASE("the temperature has the least log loss of all in reach") {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
        const ClassVotes votes = random_votes(200, 2, seed);
        const ClassTemperature best = fit_temperature(votes, 0.01, {1, 1});
        REQUIRE(best.temperature > least_temperature);
        REQUIRE(best.temperature < largest_temperature);
        const double least = log_loss(votes, best);
        for (double t = 0.2; t < 5; t *= 1.02) {
            REQUIRE(log_loss(votes, {t, 0.01, {1, 1}}) >= least - 1e-12);
        }
        CHECK(log_loss(votes, {best.temperature * 1.001, 0.01, {1, 1}}) > least);
        CHECK(log_loss(votes, {best.temperature / 1.001, 0.01, {1, 1}}) > least);
    }
}

TEST_CASE("a temperature of 1 leaves shares as they are, others keep their order and their sum") {
    const RowMatrix shares = (RowMatrix(3, 3) << 0.7, 0.3, 0, 0.2, 0.2, 0.6, 1, 0, 0).finished();
    RowMatrix same_shares = shares;
    ClassTemperature{1, 0.01, {1, 1, 0}}.apply(same_shares);
    CHECK(same_shares == shares);
    for (const double t : {0.2, 0.9, 1.5, 5.0}) {
        RowMatrix p = shares;
        ClassTemperature{t, 0.01, {1, 1, 1}}.apply(p);
        CHECK((p.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-14);
        CHECK(p(0, 0) / p(0, 1) == Approx(std::pow(0.7 / 0.3, 1 / t)));
        CHECK(p(0, 1) / p(0, 2) == Approx(std::pow(0.3 / 0.01, 1 / t)));
        CHECK(p(1, 0) == p(1, 1));
        CHECK(p.minCoeff() > 0);
    }
}

TEST_CASE("a class that training lacks keeps the probability 0, and a row without a prediction stays so") {
    RowMatrix p = (RowMatrix(2, 3) << 0.7, 0, 0.3, unknown, unknown, unknown).finished();
    ClassTemperature{2, 0.01, {1, 0, 1}}.apply(p);
    CHECK(p(0, 1) == 0);
    CHECK(p.row(0).sum() == Approx(1));
    CHECK(p.row(1).array().isNaN().all());
}

TEST_CASE("without rows, or where the temperature does not matter, it is 1") {
    CHECK(fit_temperature({RowMatrix(0, 2), {}, {}}, 0.01, {1, 1}).temperature == 1);
    const ClassVotes even{RowMatrix::Constant(3, 2, 0.5), {0, 1, 1}, {1, 1, 1}};
    CHECK(fit_temperature(even, 0.01, {1, 1}).temperature == 1);
}

TEST_CASE("rows that are all right, or all wrong, leave the temperature at its bounds") {
    const RowMatrix sure = (RowMatrix(2, 2) << 0.9, 0.1, 0.2, 0.8).finished();
    CHECK(fit_temperature({sure, {0, 1}, {1, 1}}, 0.01, {1, 1}).temperature == Approx(least_temperature));
    CHECK(fit_temperature({sure, {1, 0}, {1, 1}}, 0.01, {1, 1}).temperature == Approx(largest_temperature));
}

TEST_CASE(
    "shares that are too unsure are made surer, too sure ones less sure: log loss on fresh data falls") {
    TestHost host;
    auto clean = flipped(400, 0, 1);
    auto noisy = flipped(400, 0.3, 2);
    for (auto* data : {&clean, &noisy}) {
        const auto test = flipped(800, data == &clean ? 0 : 0.3, 3);
        const auto plain = fit<RandomForest>(*data, of_trees(60), host);
        const auto calibrated = fit<RandomForest>(*data, warm(), host);
        CHECK(temperature_of(*plain) == 1);
        const double t = temperature_of(*calibrated);
        CHECK((data == &clean ? t < 0.9 : t > 1.1));
        CHECK(fresh_log_loss(*calibrated, test, 2) < 0.98 * fresh_log_loss(*plain, test, 2));
        const RowMatrix p = predict(*calibrated, test.x, 2);
        CHECK((p.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-14);
        CHECK((((p.col(0).array() > 0.5) == (predict(*plain, test.x, 2).col(0).array() > 0.5)) ||
               (p.col(0).array() - 0.5).abs() < 1e-9)
                  .all());
    }
}

TEST_CASE("every way to predict gives the calibrated probabilities") {
    TestHost host;
    auto data = mixed(200, 3);
    (void)data.set();
    const auto test = mixed(300, 4);
    const auto plain = fit<RandomForest>(data, of_trees(60), host);
    const auto calibrated = fit<RandomForest>(data, warm(), host);
    const ClassTemperature& t = forest_of(*calibrated).calibrations[1].classes;
    REQUIRE(t.temperature != 1);
    const auto expected = [&](RowMatrix p) {
        RowMatrix shares = p.middleCols(1, 3);
        t.apply(shares);
        p.middleCols(1, 3) = shares;
        return p;
    };
    CHECK(
        same(predict(*calibrated, test.x, mixed_outputs), expected(predict(*plain, test.x, mixed_outputs))));
    CHECK(same(deviations(*calibrated, test.x, mixed_outputs).mean,
               expected(deviations(*plain, test.x, mixed_outputs).mean)));
    CHECK(same(out_of_bag(*calibrated, data.x, data.materials, mixed_outputs),
               expected(out_of_bag(*plain, data.x, data.materials, mixed_outputs))));
    const auto d = deviations(*calibrated, test.x, mixed_outputs);
    CHECK(same(d.sigma_mean, deviations(*plain, test.x, mixed_outputs).sigma_mean));
}

TEST_CASE("the temperature is that of the out-of-bag shares, and a notice reports it") {
    TestHost host;
    auto data = friedman_classes(150, 3, 5);
    (void)data.set();
    const auto plain = fit<RandomForest>(data, of_trees(60), host);
    host.lines.clear();
    const auto calibrated = fit<RandomForest>(data, warm(), host);
    ClassVotes votes{out_of_bag(*plain, data.x, data.materials, 3), {}, std::vector<double>(150, 1.0)};
    for (Index row = 0; row < 150; ++row) {
        votes.right_classes.push_back(static_cast<std::uint32_t>(data.y(row)));
    }
    const double expected = fit_temperature(votes, 0.5 / 60, {1, 1, 1}).temperature;
    CHECK(temperature_of(*calibrated) == Approx(expected).epsilon(1e-9));
    REQUIRE(host.lines.size() == 1);
    CHECK(host.lines[0].level == LogLevel::notice);
    CHECK_THAT(host.lines[0].text, Catch::Contains("label 0 \"phase\"") &&
                                       Catch::Contains(std::to_string(temperature_of(*calibrated))));
}

TEST_CASE("calibrated classes of one row, of one class and of one tree are defined") {
    TestHost host;
    for (const Index rows : {1, 2, 30}) {
        for (const std::int64_t trees : {1, 20}) {
            auto data = friedman_classes(rows, 2, 6);
            data.infos[0].class_count = 4;
            const auto p = predict(*fit<RandomForest>(data, warm().with("trees", trees), host), data.x, 4);
            CHECK(p.array().isFinite().all());
            CHECK((p.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-14);
            CHECK(p.rightCols(2).isZero(0));
        }
    }
    auto one = friedman_classes(30, 2, 7);
    one.y.setZero();
    const auto p = predict(*fit<RandomForest>(one, warm(), host), one.x, 2);
    CHECK(p.col(0) == RowMatrix::Constant(30, 1, 1));
}

TEST_CASE("what is calibrated is the same for any number of threads", "[threads]") {
    auto data = mixed(300, 8);
    const auto test = mixed(20, 9);
    TestHost one(1);
    TestHost three(3);
    const auto a = fit<RandomForest>(data, warm(), one);
    const auto b = fit<RandomForest>(data, warm(), three);
    CHECK(temperature_of(*a, 1) == temperature_of(*b, 1));
    CHECK(same(predict(*a, test.x, mixed_outputs), predict(*b, test.x, mixed_outputs)));
    for (const auto kind : {IntervalKind::calibrated, IntervalKind::jackknife_plus}) {
        RowMatrix from_a(20, mixed_outputs);
        RowMatrix from_b(20, mixed_outputs);
        a->intervals()->predict_intervals(test.x, kind, 0.1, from_a, {});
        b->intervals()->predict_intervals(test.x, kind, 0.1, from_b, {});
        CHECK(same(from_a, from_b));
    }
}
