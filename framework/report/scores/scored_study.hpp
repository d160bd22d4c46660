// SPDX-License-Identifier: Apache-2.0
//
// A study's results with all that is computed from them: what every table and page of the report is made of.
#pragma once

#include "framework/report/scores/calibration_table.hpp"
#include "framework/report/scores/comparison_table.hpp"
#include "framework/report/scores/derived_table.hpp"
#include "framework/report/scores/learning_curve_table.hpp"
#include "framework/report/scores/metrics_table.hpp"
#include "framework/report/scores/nested_choice.hpp"
#include "framework/study/run/results.hpp"

#include <string>
#include <vector>

namespace sinter::report {

struct ScoredStudy {
    study::StudyResults results; ///< of the nested protocol with the nested choice as one more strategy, last
    std::string nested;          ///< its name; empty where there is none
    std::vector<InnerScore> inner_scores;
    std::vector<MetricsRow> metrics;
    std::vector<ComparisonRow> comparisons; ///< empty when no strategy is marked as the baseline
    std::vector<LearningCurveRow> learning_curve;
    std::vector<CalibrationRow> calibration;
    std::vector<ReliabilityRow> reliability;
    std::vector<DerivedRow> derived; ///< empty when no quantity is derived
};

/// Computes all tables. Pure: the same results give the same bytes in every table, whatever the order of their units.
[[nodiscard]] ScoredStudy score(study::StudyResults results);

} // namespace sinter::report
