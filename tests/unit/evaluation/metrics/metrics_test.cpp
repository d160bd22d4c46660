// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/metrics/regression_metrics.hpp"
#include "framework/evaluation/metrics/uncertainty_metrics.hpp"
#include "framework/evaluation/statistics/correlation.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace sinter::evaluation;

namespace {

using Values = std::vector<double>;
using sinter::unknown;

constexpr double unbounded = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("a model that predicts the training mean has an NDME of 1") {
    const Values labels{1, 2, 3, 4};
    const Values means{2, 2, 2.5, 2.5}; // two folds with means of their own
    CHECK(regression_metrics(labels, means, means).ndme == 1.0);
}

TEST_CASE("perfect predictions: no error, R2 and rank correlation 1") {
    const Values labels{1, 2, 4};
    const auto metrics = regression_metrics(labels, labels, Values{2, 2, 2});
    CHECK(metrics.mae == 0);
    CHECK(metrics.rmse == 0);
    CHECK(metrics.bias == 0);
    CHECK(metrics.ndme == 0);
    CHECK(metrics.r2 == 1);
    CHECK(metrics.spearman == Approx(1));
}

TEST_CASE("the bias is positive when predictions are too high") {
    CHECK(regression_metrics(Values{1, 2}, Values{2, 4}, Values{0, 0}).bias == 1.5);
}

TEST_CASE("metrics that the rows don't define are NaN, the others are not") {
    const auto one = regression_metrics(Values{2}, Values{3}, Values{1});
    CHECK(one.mae == 1);
    CHECK(one.ndme == 1);
    CHECK(std::isnan(one.r2));
    CHECK(std::isnan(one.spearman));

    const auto equal = regression_metrics(Values{0.1, 0.1, 0.1}, Values{0.1, 0.2, 0.3}, Values{0, 0, 0});
    CHECK(std::isnan(equal.r2));
    CHECK(std::isnan(equal.spearman));
    CHECK(equal.rmse > 0);

    CHECK(std::isnan(regression_metrics(Values{1, 2}, Values{1, 3}, Values{1, unknown}).ndme));
    CHECK(std::isnan(regression_metrics(Values{1, 1}, Values{1, 3}, Values{1, 1}).ndme));
    CHECK(regression_metrics({}, {}, {}).n == 0);
    CHECK(std::isnan(regression_metrics({}, {}, {}).mae));
}

TEST_CASE("a prediction that is not a number shows in every error metric") {
    const auto metrics = regression_metrics(Values{1, 2, 3}, Values{1, unknown, 3}, Values{2, 2, 2});
    CHECK(std::isnan(metrics.mae));
    CHECK(std::isnan(metrics.rmse));
    CHECK(std::isnan(metrics.r2));
    CHECK(std::isnan(metrics.spearman));
}

TEST_CASE("equal values share the mean of their ranks") {
    CHECK(average_ranks(Values{3, 1, 3, 3, 2, 1}) == Values{5, 1.5, 5, 5, 3, 1.5});
    CHECK(average_ranks({}).empty());
}

TEST_CASE("rank correlation sees only the order") {
    const Values labels{1, 2, 3, 4};
    const Values zeros(4, 0);
    CHECK(regression_metrics(labels, Values{1, 10, 100, 1000}, zeros).spearman == Approx(1));
    CHECK(regression_metrics(labels, Values{4, 3, 2, 1}, zeros).spearman == Approx(-1));
}

TEST_CASE("rows without a sigma are left out of uncertainty metrics and counted") {
    const Values labels{0, 0, 0, 0, 0};
    const Values means{0.5, 100, 100, 100, 2};
    const auto metrics = uncertainty_metrics(labels, means, Values{1, unknown, unbounded, -1, 1});
    CHECK(metrics.n == 2);
    CHECK(metrics.standard_confidence == 0.5);
    CHECK(metrics.sharpness == 1);
    CHECK(metrics.standard_error == Approx(std::sqrt((0.25 + 4) / 2)));
}

TEST_CASE("with no sigma at all every uncertainty metric is NaN") {
    const auto metrics = uncertainty_metrics(Values{1, 2}, Values{1, 2}, Values{unknown, unknown});
    CHECK(metrics.n == 0);
    for (const auto& field : uncertainty_fields) {
        INFO(field.name);
        CHECK(std::isnan(metrics.*field.value));
    }
}

TEST_CASE("a sigma of zero counts where that has a limit and is counted where it has not") {
    const auto metrics = uncertainty_metrics(Values{1, 1, 1}, Values{1, 3, 2}, Values{0, 0, 1});
    CHECK(metrics.n == 3);
    CHECK(metrics.n_zero == 2);
    CHECK(metrics.coverage_95 == Approx(2.0 / 3)); // the exact one and z = 1
    CHECK(metrics.standard_error == 1);            // of the last row alone
    const double crps_of_last = uncertainty_metrics(Values{1}, Values{2}, Values{1}).crps;
    CHECK(metrics.crps == Approx((0 + 2 + crps_of_last) / 3));
    const auto only_zero = uncertainty_metrics(Values{1}, Values{3}, Values{0});
    CHECK(only_zero.miscalibration_area == 0.5);
    CHECK(std::isnan(only_zero.nll));
}

TEST_CASE("the NLL of an exact prediction is that of the density's top") {
    CHECK(uncertainty_metrics(Values{1}, Values{1}, Values{2}).nll ==
          Approx(std::log(2 * std::sqrt(2 * M_PI))));
}

TEST_CASE("levels spread evenly leave the smallest miscalibration area their number allows") {
    // |z| at the middles of n equal shares of probability: each step departs from the diagonal by 1/(4n) on average.
    std::vector<double> exact;
    for (int i = 0; i < 8; ++i) { // erf^-1((i + 1/2)/8) sqrt 2 by bisection
        double low = 0;
        double high = 6;
        for (int step = 0; step < 100; ++step) {
            const double middle = (low + high) / 2;
            (std::erf(middle / std::sqrt(2.0)) < (i + 0.5) / 8 ? low : high) = middle;
        }
        exact.push_back(low);
    }
    const auto metrics = uncertainty_metrics(Values(8, 0), exact, Values(8, 1));
    CHECK(metrics.miscalibration_area == Approx(1.0 / 32));
}

TEST_CASE("sigmas that are far too small or far too large have a miscalibration area of a half") {
    CHECK(uncertainty_metrics(Values{0, 0}, Values{1, 2}, Values{1e-9, 1e-9}).miscalibration_area ==
          Approx(0.5));
    CHECK(uncertainty_metrics(Values{0, 0}, Values{1, 2}, Values{1e12, 1e12}).miscalibration_area ==
          Approx(0.5));
}
