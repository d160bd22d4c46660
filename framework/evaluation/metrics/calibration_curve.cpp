// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/metrics/calibration_curve.hpp"

#include "framework/evaluation/metrics/rows_with_sigma.hpp"

namespace sinter::evaluation {

CalibrationCurve calibration_curve(std::span<const double> labels, std::span<const double> means,
                                   std::span<const double> sigmas, std::span<const double> levels) {
    const auto rows = rows_with_sigma(labels, means, sigmas);
    CalibrationCurve curve;
    curve.n = static_cast<std::int64_t>(rows.sigmas.size());
    if (rows.sigmas.empty()) {
        return curve;
    }
    for (const double level : levels) {
        const auto fit = interval_fit(rows, level);
        curve.points.push_back({level, fit.coverage, fit.width});
    }
    return curve;
}

} // namespace sinter::evaluation
