// SPDX-License-Identifier: Apache-2.0
//
// A study's results with all that is computed from them: what every table and page of the report is made of.
#pragma once

#include "framework/report/scores/calibration_table.hpp"
#include "framework/report/scores/comparison_table.hpp"
#include "framework/report/scores/derived_table.hpp"
#include "framework/report/scores/fold_scores.hpp"
#include "framework/report/scores/learning_curve_table.hpp"
#include "framework/study/run/results.hpp"

#include <utility>
#include <vector>

namespace sinter::report {

struct ScoredStudy : FoldScores {
    explicit ScoredStudy(FoldScores scores) : FoldScores(std::move(scores)) {}

    std::vector<ComparisonRow> comparisons; ///< empty when no strategy is marked as the baseline
    std::vector<LearningCurveRow> learning_curve;
    std::vector<CalibrationRow> calibration;
    std::vector<ReliabilityRow> reliability;
    std::vector<DerivedRow> derived; ///< empty when no quantity is derived
};

/// Computes all tables. Pure: the same results give the same bytes in every table, whatever the order of their trials.
[[nodiscard]] ScoredStudy score(study::StudyResults results);

} // namespace sinter::report
