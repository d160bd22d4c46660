// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/comparison/corrected_interval.hpp"
#include "framework/evaluation/comparison/group_bootstrap.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;

namespace {

using Values = std::vector<double>;

} // namespace

TEST_CASE("two folds: the interval is the closed form of one degree of freedom") {
    // Logs of the ratios are -h and -3h; t with one degree of freedom is Cauchy: its 0.975 quantile is tan(0.475 pi).
    const double h = std::log(1.1);
    const auto result = corrected_resampled_ratio(Values{1, 1}, Values{1.1, 1.1 * 1.1 * 1.1}, 1.0);
    const double error = std::sqrt((0.5 + 1) * 2 * h * h);
    CHECK(result.ratio == Approx(std::exp(-2 * h)));
    CHECK(result.lower == Approx(std::exp(-2 * h - std::tan(0.475 * M_PI) * error)));
    CHECK(result.upper == Approx(std::exp(-2 * h + std::tan(0.475 * M_PI) * error)));
    CHECK(result.p == Approx(1 - 2 / M_PI * std::atan(2 * h / error)));
}

TEST_CASE("more overlap of the training sets widens the interval") {
    const Values a{1.0, 1.1, 0.9, 1.2};
    const Values b{1.2, 1.2, 1.1, 1.25};
    const auto narrow = corrected_resampled_ratio(a, b, 0);
    const auto wide = corrected_resampled_ratio(a, b, 0.25);
    CHECK(wide.ratio == narrow.ratio);
    CHECK(wide.lower < narrow.lower);
    CHECK(wide.upper > narrow.upper);
    CHECK(wide.p > narrow.p);
}

TEST_CASE("swapping strategy and baseline inverts the ratio and keeps p") {
    const Values a{1.0, 1.1, 0.9, 1.2};
    const Values b{1.2, 1.2, 1.1, 1.25};
    const auto one = corrected_resampled_ratio(a, b, 0.25);
    const auto other = corrected_resampled_ratio(b, a, 0.25);
    CHECK(one.lower * other.upper == Approx(1));
    CHECK(one.p == Approx(other.p));
}

TEST_CASE("one fold gives a ratio without interval or p") {
    const auto result = corrected_resampled_ratio(Values{1}, Values{2}, 0.25);
    CHECK(result.ratio == Approx(0.5));
    CHECK(std::isnan(result.lower));
    CHECK(std::isnan(result.upper));
    CHECK(std::isnan(result.p));
}

TEST_CASE("an error of zero, or one that is not a number, leaves the comparison unknown") {
    for (const double bad : {0.0, unknown}) {
        CHECK(std::isnan(corrected_resampled_ratio(Values{1, bad}, Values{1, 1}, 0.25).ratio));
        CHECK(std::isnan(corrected_resampled_ratio(Values{1, 1}, Values{1, bad}, 0.25).p));
    }
    CHECK(std::isnan(corrected_resampled_ratio({}, {}, 0.25).ratio));
}

TEST_CASE("a strategy with the baseline's errors has ratio 1 and p 1") {
    const Values errors{0.3, 0.7, 0.1};
    const auto result = corrected_resampled_ratio(errors, errors, 0.5);
    CHECK(result.ratio == 1);
    CHECK(result.lower == 1);
    CHECK(result.upper == 1);
    CHECK(result.p == 1);
}

TEST_CASE("Holm multiplies the smallest p by their number, the next by one less, and keeps the order") {
    const auto adjusted = holm(Values{0.01, 0.04, 0.03, 0.005});
    CHECK(adjusted[0] == Approx(0.03));
    CHECK(adjusted[1] == Approx(0.06));
    CHECK(adjusted[2] == Approx(0.06));
    CHECK(adjusted[3] == Approx(0.02));
    CHECK(holm(Values{0.7, 0.8}) == Values{1, 1});
    CHECK(holm({}).empty());
}

TEST_CASE("a p value that is not known doesn't count in Holm's number") {
    const auto adjusted = holm(Values{unknown, 0.02, 0.03});
    CHECK(std::isnan(adjusted[0]));
    CHECK(adjusted[1] == Approx(0.04));
    CHECK(adjusted[2] == Approx(0.04));
}

TEST_CASE("the verdict needs significance and takes its side from the ratio") {
    CHECK(verdict(0.9, 0.049) == Verdict::better);
    CHECK(verdict(1.1, 0.049) == Verdict::worse);
    CHECK(verdict(0.9, 0.05) == Verdict::undecided);
    CHECK(verdict(0.5, unknown) == Verdict::undecided);
    CHECK(verdict(unknown, 0.001) == Verdict::undecided);
    CHECK(name_of(Verdict::worse) == "worse");
}

TEST_CASE("the bootstrap's difference weighs groups by their rows") {
    const std::vector<GroupLoss> losses{{1.0, 2.0, 3}, {5.0, 1.0, 1}};
    CHECK(group_bootstrap(losses, Stream(1)).difference == Approx((3 * -1.0 + 1 * 4.0) / 4));
}

TEST_CASE("groups that all differ by the same leave a point as the interval") {
    const std::vector<GroupLoss> losses{{1, 2, 1}, {2, 3, 1}, {4, 5, 1}};
    const auto result = group_bootstrap(losses, Stream(1));
    CHECK(result.lower == -1);
    CHECK(result.upper == -1);
    CHECK(result.groups == 3);
}

TEST_CASE("two groups: the bootstrap's ends are the two groups") {
    // Both draws hit the same group with probability 1/4 each side, far above 2.5 %.
    const std::vector<GroupLoss> losses{{0, 1, 1}, {3, 1, 1}};
    const auto result = group_bootstrap(losses, Stream(3));
    CHECK(result.lower == -1);
    CHECK(result.upper == 2);
}

TEST_CASE("one group has no interval, none has no difference") {
    const std::vector<GroupLoss> one{{1, 2, 1}};
    CHECK(group_bootstrap(one, Stream(1)).difference == -1);
    CHECK(std::isnan(group_bootstrap(one, Stream(1)).lower));
    CHECK(std::isnan(group_bootstrap({}, Stream(1)).difference));
}

TEST_CASE("the bootstrap repeats bit for bit with its stream") {
    const std::vector<GroupLoss> losses{{0.1, 0.3, 1}, {0.5, 0.2, 2}, {0.4, 0.45, 1}, {0.9, 1.3, 1}};
    const auto a = group_bootstrap(losses, Stream(11));
    const auto b = group_bootstrap(losses, Stream(11));
    CHECK(a.lower == b.lower);
    CHECK(a.upper == b.upper);
    CHECK(a.lower < a.difference);
    CHECK(a.difference < a.upper);
}

TEST_CASE("under no difference the corrected test errs no more often than it says") {
    // Folds of independent noise: without overlap the plain t test is exact, so the corrected one is on the safe side.
    int significant = 0;
    constexpr int studies = 2000;
    for (std::uint64_t s = 0; s < studies; ++s) {
        const Stream stream = Stream(99).derive(s);
        Values a;
        Values b;
        for (std::uint64_t fold = 0; fold < 10; ++fold) {
            a.push_back(std::exp(0.2 * stream.uniform(2 * fold)));
            b.push_back(std::exp(0.2 * stream.uniform(2 * fold + 1)));
        }
        significant += corrected_resampled_ratio(a, b, 1.0 / 9).p < 0.05 ? 1 : 0;
    }
    CHECK(significant > 0);
    CHECK(significant < 0.05 * studies);
}
