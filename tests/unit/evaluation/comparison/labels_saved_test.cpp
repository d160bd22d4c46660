// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/comparison/labels_saved.hpp"
#include "framework/evaluation/statistics/isotonic.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;

namespace {

using Values = std::vector<double>;

/// Every group has the same losses: the bootstrap has nothing to vary.
LearningCurveLosses equal_groups(const Values& sizes, const Values& baseline, const Values& strategy) {
    const auto columns = static_cast<Index>(sizes.size());
    LearningCurveLosses losses{sizes, RowMatrix(4, columns), RowMatrix(4, columns), {}};
    for (Index g = 0; g < 4; ++g) {
        for (Index s = 0; s < columns; ++s) {
            losses.baseline(g, s) = baseline[static_cast<std::size_t>(s)];
            losses.strategy(g, s) = strategy[static_cast<std::size_t>(s)];
        }
    }
    return losses;
}

double squared_distance(const Values& a, const Values& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
}

} // namespace

TEST_CASE("an isotonic fit leaves falling values and pools rising ones") {
    CHECK(isotonic_decreasing(Values{3, 2, 1}) == Values{3, 2, 1});
    CHECK(isotonic_decreasing(Values{1, 2, 3}) == Values{2, 2, 2});
    CHECK(isotonic_decreasing(Values{4, 1, 2, 0}) == Values{4, 1.5, 1.5, 0});
    CHECK(isotonic_decreasing(Values{1, 4}, Values{3, 1}) == Values{1.75, 1.75});
    CHECK(isotonic_decreasing({}).empty());
}

TEST_CASE("no falling sequence on a grid is nearer than the isotonic fit") {
    const Values values{2, 3, 0, 1};
    const double best = squared_distance(isotonic_decreasing(values), values);
    for (int a = 0; a <= 12; ++a) {
        for (int b = 0; b <= a; ++b) {
            for (int c = 0; c <= b; ++c) {
                for (int d = 0; d <= c; ++d) {
                    CHECK(squared_distance(Values{a / 4.0, b / 4.0, c / 4.0, d / 4.0}, values) >=
                          best - 1e-12);
                }
            }
        }
    }
}

TEST_CASE("between two sizes the curve is linear in the logarithm of the size") {
    const Values sizes{10, 1000};
    const Values curve{2, 1};
    CHECK(factor_at(sizes, curve, 1.5, 10).value == Approx(10)); // n' = 100
    CHECK(factor_at(sizes, curve, 1.25, 50).value == Approx(10 * std::pow(100, 0.75) / 50));
    CHECK(factor_at(sizes, curve, 1.5, 10).reach == Reach::within);
}

TEST_CASE("beyond the data and below it the factor is a bound") {
    const Values sizes{10, 20, 40};
    const Values curve{3, 2, 1};
    const auto beyond = factor_at(sizes, curve, 0.9, 20);
    CHECK(beyond.reach == Reach::beyond);
    CHECK(beyond.value == 2);
    const auto below = factor_at(sizes, curve, 3.1, 20);
    CHECK(below.reach == Reach::below);
    CHECK(below.value == 0.5);
    CHECK(factor_at(sizes, curve, 1, 20).reach == Reach::within);
    CHECK(factor_at(sizes, curve, 3, 20).reach == Reach::within);
    CHECK(std::string(sign_of(Reach::beyond)) == "> ");
    CHECK(std::string(sign_of(Reach::below)) == "< ");
    CHECK(sign_of(Reach::within).empty());
    CHECK(std::isnan(factor_at(sizes, curve, unknown, 20).value));
}

TEST_CASE("where the curve is flat, the smallest size counts") {
    CHECK(factor_at(Values{10, 20, 40, 80}, Values{3, 2, 2, 1}, 2, 10).value == 2);
}

TEST_CASE("a strategy with the baseline's own falling curve saves nothing: factor 1 at every size") {
    const Values errors{0.9, 0.7, 0.55, 0.5};
    for (const auto& saved : labels_saved(equal_groups({25, 50, 100, 200}, errors, errors), Stream(1), {})) {
        CHECK(saved.factor.value == 1);
        CHECK(saved.factor.reach == Reach::within);
        CHECK(saved.lower.value == 1);
        CHECK(saved.upper.value == 1);
        CHECK(saved.share_beyond == 0);
    }
}

TEST_CASE("a curve that is the baseline's with half the labels saves half of them until the data end") {
    const auto losses = equal_groups({10, 20, 40, 80}, {4, 3, 2, 1}, {3, 2, 1, 0.5});
    const auto saved = labels_saved(losses, Stream(1), {100, 0.95});
    for (std::size_t s = 0; s < 3; ++s) {
        CHECK(saved[s].factor.value == 2);
        CHECK(saved[s].size == losses.sizes[s]);
    }
    CHECK(saved[3].factor.reach == Reach::beyond);
    CHECK(saved[3].factor.value == 1);
    CHECK(saved[3].lower.reach == Reach::beyond);
    CHECK(saved[3].share_beyond == 1);
    CHECK(saved[0].strategy_error == 3);
    CHECK(saved[0].baseline_error == 4);
}

TEST_CASE("a strategy that is worse than the baseline's smallest curve point is below the data") {
    const auto saved = labels_saved(equal_groups({10, 20}, {2, 1}, {5, 5}), Stream(1), {100, 0.95});
    CHECK(saved[1].factor.reach == Reach::below);
    CHECK(saved[1].factor.value == 0.5);
    CHECK(saved[1].share_below == 1);
    CHECK(saved[1].upper.reach == Reach::below);
}

TEST_CASE("a rising piece of the baseline's curve is flattened before it is read") {
    // Isotonic: 3, 2, 2, 1; 2 is first reached at the second size.
    const auto saved =
        labels_saved(equal_groups({10, 20, 40, 80}, {3, 1.9, 2.1, 1}, {2, 2, 2, 2}), Stream(1), {10, 0.95});
    CHECK(saved[0].factor.value == 2);
    CHECK(saved[0].baseline_error == 3);
    CHECK(saved[1].baseline_error == 1.9);
}

TEST_CASE("groups weigh by their rows, and one with a loss that is not a number is left out") {
    LearningCurveLosses losses{{10, 100}, RowMatrix(3, 2), RowMatrix(3, 2), {3, 1, 5}};
    losses.baseline << 2, 1, 6, 5, 100, unknown;
    losses.strategy << 2, 1, 2, 1, 0, 0;
    const auto saved = labels_saved(losses, Stream(1), {});
    CHECK(saved[0].baseline_error == 3);
    CHECK(saved[0].strategy_error == 2);
    CHECK(saved[0].factor.value == 10);
}

TEST_CASE("one group has a factor without an interval; no groups have neither") {
    LearningCurveLosses one{{10, 100}, RowMatrix(1, 2), RowMatrix(1, 2), {}};
    one.baseline << 2, 1;
    one.strategy << 1.5, 1;
    CHECK(labels_saved(one, Stream(1), {})[0].factor.value == Approx(std::sqrt(10.0)));
    CHECK(std::isnan(labels_saved(one, Stream(1), {})[0].lower.value));
    CHECK(std::isnan(labels_saved(one, Stream(1), {})[0].share_beyond));
    const LearningCurveLosses none{{10, 100}, RowMatrix(0, 2), RowMatrix(0, 2), {}};
    CHECK(std::isnan(labels_saved(none, Stream(1), {})[1].factor.value));
    CHECK(labels_saved(none, Stream(1), {})[1].size == 100);
    CHECK(labels_saved({}, Stream(1), {}).empty());
}

TEST_CASE("an end of the interval is a bound where enough resamples are beyond the data") {
    // Two groups: one whose strategy is beyond the baseline's curve by far, one within. Half of the resamples
    // hold one of each, a quarter each only one.
    LearningCurveLosses losses{{10, 100}, RowMatrix(2, 2), RowMatrix(2, 2), {}};
    losses.baseline << 2, 1, 2, 1;
    losses.strategy << 0.5, 0.5, 1.5, 1.5;
    const auto saved = labels_saved(losses, Stream(4), {4000, 0.95});
    CHECK(saved[0].factor.value == 10);
    CHECK(saved[0].factor.reach == Reach::within);
    CHECK(saved[0].lower.value == Approx(std::sqrt(10.0)));
    CHECK(saved[0].upper.reach == Reach::beyond);
    CHECK(saved[0].upper.value == 10);
    CHECK(saved[0].share_beyond == Approx(0.25).margin(0.03));
}

TEST_CASE("labels saved repeat bit for bit with their stream") {
    LearningCurveLosses losses{{10, 30, 100}, RowMatrix(5, 3), RowMatrix(5, 3), {1, 2, 1, 1, 3}};
    losses.baseline << 3, 2, 1, 5, 3, 2, 2, 2, 1, 4, 3, 1, 3, 1, 1;
    losses.strategy << 2, 2, 1, 3, 3, 1, 2, 1, 1, 4, 2, 1, 3, 2, 1;
    const auto a = labels_saved(losses, Stream(8), {200, 0.9});
    const auto b = labels_saved(losses, Stream(8), {200, 0.9});
    for (std::size_t s = 0; s < a.size(); ++s) {
        CHECK(a[s].lower.value == b[s].lower.value);
        CHECK(a[s].upper.value == b[s].upper.value);
        CHECK(a[s].share_beyond == b[s].share_beyond);
    }
}
