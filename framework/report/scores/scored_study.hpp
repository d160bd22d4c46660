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
#include "framework/report/scores/series.hpp"
#include "framework/study/run/results.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace sinter::report {

/// Movable, not to be copied: its parts point to one another.
struct ScoredStudy {
    ScoredStudy() = default;
    ScoredStudy(ScoredStudy&&) = default;
    ScoredStudy& operator=(ScoredStudy&&) = default;
    ScoredStudy(const ScoredStudy&) = delete;
    ScoredStudy& operator=(const ScoredStudy&) = delete;
    ~ScoredStudy() = default;

    study::StudyResults results; ///< of the nested protocol with the nested choice as one more strategy, last
    std::vector<Series> series;  ///< of `results`, into which it points
    std::optional<std::size_t> nested; ///< the nested choice among the strategies; none: there is none
    std::vector<InnerScore> inner_scores;
    std::vector<MetricsRow> metrics;
    std::vector<ComparisonRow> comparisons; ///< empty when no strategy is marked as the baseline
    std::vector<LearningCurveRow> learning_curve;
    std::vector<CalibrationRow> calibration;
    std::vector<ReliabilityRow> reliability;
    std::vector<DerivedRow> derived; ///< empty when no quantity is derived
};

/// Computes all tables. Pure: the same results give the same bytes in every table, whatever the order of their trials.
[[nodiscard]] ScoredStudy score(study::StudyResults results);

} // namespace sinter::report
