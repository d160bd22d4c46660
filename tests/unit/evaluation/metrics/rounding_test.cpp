// SPDX-License-Identifier: Apache-2.0
//
// What rounding leaves of equal numbers decides nothing.
#include "framework/evaluation/comparison/corrected_interval.hpp"
#include "framework/evaluation/comparison/labels_saved.hpp"
#include "framework/evaluation/comparison/signed_rank.hpp"
#include "framework/evaluation/joint/joint_gain.hpp"
#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/evaluation/metrics/regression_metrics.hpp"
#include "framework/evaluation/metrics/uncertainty_metrics.hpp"
#include "framework/evaluation/statistics/correlation.hpp"

#include <sinter/random.hpp>
#include <sinter/rounding.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;

namespace {

using Values = std::vector<double>;
const double above = 0.1 + 0.2; // 0.3 and a rounding
const double below = 0.3;

} // namespace

TEST_CASE("rounding is a difference of at most 1e-12 of its numbers, and never infinite or no number") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    REQUIRE(above != below);
    CHECK(difference_of(above, below) == 0);
    CHECK(difference_of(1e9 * above, 1e9 * below) == 0);
    CHECK(difference_of(1 + 1e-11, 1) > 0);
    CHECK(difference_of(1e-300, 0) == 1e-300);
    CHECK(difference_of(infinity, 1) == infinity);
    CHECK(std::isnan(difference_of(std::nan(""), 1)));
    CHECK(std::isnan(difference_of(infinity, infinity)));
    CHECK_FALSE(varies_beyond_rounding(Values{above, below, above}));
    CHECK_FALSE(varies_beyond_rounding(Values{}));
    CHECK(varies_beyond_rounding(Values{0, 1e-200}));
    CHECK(mean_of_values(Values{0.1, 0.1, 0.1}) == 0.1);
    CHECK(mean_of_values(Values{1, 2, 6}) == 3);
}

TEST_CASE("errors and sigmas of rounding are errors and sigmas of 0") {
    const Values labels{below, below, 1};
    const Values means{above, above, 1.2};
    const auto regression = regression_metrics(std::vector{labels[0], labels[1]},
                                               std::vector{means[0], means[1]}, std::vector{above, above});
    CHECK(regression.mae == 0);
    CHECK(regression.rmse == 0);
    CHECK(std::isnan(regression.ndme)); // and not a ratio of two roundings
    const auto uncertainty = uncertainty_metrics(labels, means, std::vector{above - below, 0.0, 0.3});
    CHECK(uncertainty.n_zero == 2);
    CHECK(uncertainty.standard_confidence == Approx(1.0 / 3));
    CHECK(uncertainty.standard_error == Approx(0.2 / 0.3));
    CHECK(uncertainty.coverage_68 == 1);
}

TEST_CASE(
    "an error that equals sigma but for rounding is not within it, and is covered where the interval ends") {
    const Values labels{0, 0};
    const Values means{below, above};
    const auto metrics = uncertainty_metrics(labels, means, std::vector{above, below});
    CHECK(metrics.standard_confidence == 0);
}

TEST_CASE("values that differ by rounding share their rank, and do not vary") {
    CHECK(average_ranks(Values{above, 7, below, -1}) == Values{2.5, 4, 2.5, 1});
    CHECK(std::isnan(pearson(Values{above, below, above}, Values{1, 2, 3})));
    CHECK(std::isnan(regression_metrics(Values{above, below}, Values{1, 2}, Values{0, 0}).r2));
}

TEST_CASE("a strategy that is the baseline but for rounding is neither better nor worse") {
    const Values a{above, 0.2, above, 0.7};
    const Values b{below, 0.2, below, 0.7 + 1e-16};
    const auto ratio = corrected_resampled_ratio(a, b, 0.25);
    CHECK(ratio.ratio == 1);
    CHECK(ratio.p == 1);
    const std::vector<GroupLoss> losses{{above, below, 1}, {0.2, 0.2, 2}, {below, above, 1}, {0.7, 0.5, 1}};
    CHECK(signed_rank(losses).zeros == 3);
    const std::vector<GroupLoss> copies{{above, below, 1}, {0.2, 0.2, 2}, {above, below, 1}};
    CHECK(signed_rank(copies).p == 1);
    const auto bootstrap = group_bootstrap(copies, Stream(1));
    CHECK(bootstrap.difference == 0);
    CHECK(bootstrap.p == 1);
    const std::vector<double> sizes{10, 20, 40};
    for (const double error : {above, below}) {
        const auto factor = factor_at(sizes, std::vector{0.5, below, 0.1}, error, 20);
        CHECK(factor.reach == Reach::within);
        CHECK(factor.value == 1);
    }
    CHECK(factor_at(sizes, std::vector{below, 0.2, 0.1}, above, 10).reach == Reach::within);
}

TEST_CASE("fold differences that are the same but for rounding are as sure as equal ones") {
    const Values one{above, below, above, below};
    CHECK(corrected_resampled_difference(one, 0.25).p == 0);
    CHECK(corrected_resampled_difference(Values{below, below}, 0.25).p == 0);
    CHECK(corrected_resampled_ratio(Values{above, 0.6, above}, Values{0.1, 0.2, 0.1}, 0.25).p == 0);
}

TEST_CASE("of classes with equal shares the first is the most likely, whatever their sums round to") {
    CHECK(most_likely_class(Values{below, above, 0.4 - 1e-9}) == 2);
    CHECK(most_likely_class(Values{below + 0.2, above + 0.2}) == 0);
    CHECK(most_likely_class(Values{0.1, below, above}) == 1);
}
