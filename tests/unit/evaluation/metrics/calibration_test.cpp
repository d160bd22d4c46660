// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/metrics/calibration_curve.hpp"
#include "framework/evaluation/metrics/uncertainty_metrics.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace sinter::evaluation;

namespace {

using Values = std::vector<double>;
using sinter::unknown;

} // namespace

TEST_CASE("the calibration levels go up by 0.05 and include one standard deviation") {
    CHECK(std::is_sorted(calibration_levels.begin(), calibration_levels.end()));
    for (int i = 1; i < 20; ++i) {
        INFO(i);
        CHECK(std::any_of(calibration_levels.begin(), calibration_levels.end(),
                          [&](double level) { return std::abs(level - i / 20.0) < 1e-12; }));
    }
    CHECK(std::count(calibration_levels.begin(), calibration_levels.end(), 0.683) == 1);
}

TEST_CASE("coverage never falls with the level, and the width is proportional to the quantile") {
    const Values labels{0, 0, 0, 0};
    const Values means{0.1, 0.7, 1.3, 2.5};
    const auto curve = calibration_curve(labels, means, Values{1, 1, 1, 1});
    REQUIRE(curve.points.size() == calibration_levels.size());
    for (std::size_t i = 1; i < curve.points.size(); ++i) {
        CHECK(curve.points[i].coverage >= curve.points[i - 1].coverage);
        CHECK(curve.points[i].width > curve.points[i - 1].width);
    }
    for (const auto& point : curve.points) { // 2 Phi(width / 2) - 1 is the level
        CHECK(std::erf(point.width / 2 / std::sqrt(2.0)) == Approx(point.level));
    }
}

TEST_CASE("the calibration curve at 0.9 and 0.95 is the coverage and width of the metrics") {
    const Values labels{1.2, 0.4, 3.1, 2.2};
    const Values means{1.0, 0.7, 2.6, 2.2};
    const Values sigmas{0.1, 0.25, 0.3, 0};
    const Values levels{0.9, 0.95};
    const auto curve = calibration_curve(labels, means, sigmas, levels);
    const auto metrics = uncertainty_metrics(labels, means, sigmas);
    REQUIRE(curve.points.size() == 2);
    CHECK(curve.points[0].coverage == metrics.coverage_90);
    CHECK(curve.points[0].width == metrics.width_90);
    CHECK(curve.points[1].coverage == metrics.coverage_95);
    CHECK(curve.points[1].width == metrics.width_95);
}

TEST_CASE("rows without a sigma are not on the calibration curve; without any there is none") {
    const auto curve = calibration_curve(Values{0, 0}, Values{0, 9}, Values{1, unknown});
    CHECK(curve.n == 1);
    CHECK(curve.points.front().coverage == 1);
    const auto none = calibration_curve(Values{0}, Values{0}, Values{unknown});
    CHECK(none.n == 0);
    CHECK(none.points.empty());
}
