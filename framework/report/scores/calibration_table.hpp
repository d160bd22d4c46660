// SPDX-License-Identifier: Apache-2.0
//
// Whether predicted uncertainties and class shares can be believed.
#pragma once

#include "framework/evaluation/metrics/calibration_curve.hpp"
#include "framework/evaluation/metrics/reliability_curve.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/study/run/results.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sinter::report {

/// One level of the calibration curve of sigma_obs, over the test rows of all folds and repeats.
struct CalibrationRow {
    SeriesKey key;
    std::int64_t n = 0; ///< rows with a sigma
    evaluation::CalibrationPoint point;
};

/// By key and level. A strategy without uncertainties has no rows, nor has a target with classes.
[[nodiscard]] std::vector<CalibrationRow> calibration_table(const study::StudyResults& results,
                                                            const std::vector<Series>& all);

/// One bin of a reliability curve of class shares, over the test rows of all folds and repeats.
struct ReliabilityRow {
    SeriesKey key;
    bool of_predicted =
        false;        ///< the event is that the predicted class is right; else that the row is of `name`
    std::string name; ///< of the class; empty where of_predicted
    evaluation::ReliabilityBin bin;
};

/// By key: ten bins for the predicted class, then ten for each class. A target without classes has none.
[[nodiscard]] std::vector<ReliabilityRow> reliability_table(const study::StudyResults& results,
                                                            const std::vector<Series>& all);

} // namespace sinter::report
