// SPDX-License-Identifier: Apache-2.0
//
// How often the label lies in the interval that should hold it with a given probability. The summary of this
// curve in one number is uncertainty_metrics' miscalibration area.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace sinter::evaluation {

/// 0.05 to 0.95 by 0.05, and 0.683, the share within one standard deviation.
inline constexpr std::array<double, 20> calibration_levels{0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35,
                                                           0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.683,
                                                           0.70, 0.75, 0.80, 0.85, 0.90, 0.95};

struct CalibrationPoint {
    double level = 0;    ///< expected coverage
    double coverage = 0; ///< share of labels in the central interval of that level
    double width = 0;    ///< mean width of the interval, label's unit
};

struct CalibrationCurve {
    std::int64_t n = 0;                   ///< rows used: those with a sigma
    std::vector<CalibrationPoint> points; ///< one per level; none when n is 0
};

/// All spans have one entry per test row. Interval, rows that are left out and sigmas of 0 as in
/// uncertainty_metrics.hpp. Levels lie between 0 and 1, both excluded.
[[nodiscard]] CalibrationCurve calibration_curve(std::span<const double> labels,
                                                 std::span<const double> means,
                                                 std::span<const double> sigmas,
                                                 std::span<const double> levels = calibration_levels);

} // namespace sinter::evaluation
