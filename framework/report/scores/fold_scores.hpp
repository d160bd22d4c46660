// SPDX-License-Identifier: Apache-2.0
//
// The errors of a study's folds: what its report begins with, and all that a comparison of several runs needs.
#pragma once

#include "framework/report/scores/metrics_table.hpp"
#include "framework/report/scores/nested_choice.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/study/run/results.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace sinter::report {

/// Movable, not to be copied: the series point into the results.
struct FoldScores {
    FoldScores() = default;
    FoldScores(FoldScores&&) = default;
    FoldScores& operator=(FoldScores&&) = default;
    FoldScores(const FoldScores&) = delete;
    FoldScores& operator=(const FoldScores&) = delete;
    ~FoldScores() = default;

    study::StudyResults results; ///< of the nested protocol with the nested choice as one more strategy, last
    std::vector<Series> series;  ///< of `results`, into which it points
    std::optional<std::size_t> nested; ///< the nested choice among the strategies; none: there is none
    std::vector<InnerScore> inner_scores;
    std::vector<MetricsRow> metrics;
};

[[nodiscard]] FoldScores score_folds(study::StudyResults results);

} // namespace sinter::report
