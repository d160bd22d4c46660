// SPDX-License-Identifier: Apache-2.0
//
// The strategies of one or several runs side by side, paired by the same held-out records.
#pragma once

#include "framework/report/compare/paired_folds.hpp"
#include "framework/report/compare/run_scores.hpp"

#include <sinter/unknown.hpp>

#include <compare>
#include <cstddef>
#include <string>
#include <vector>

namespace sinter::report {

/// One strategy of one run, by their indices.
struct RunStrategy {
    std::size_t run = 0;
    std::size_t strategy = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 that is compared with for a pointer
    [[nodiscard]] auto operator<=>(const RunStrategy&) const = default;
};

/// One strategy beside another, for one target and training size.
struct RunComparisonRow {
    RunStrategy reference; ///< what it is compared with
    SeriesKey key;         ///< of the reference
    RunStrategy who;
    PairedFolds paired; ///< of the reference itself: all its folds, and no ratio
    double p_holm =
        unknown; ///< adjusted for those that are compared with one reference, for a target and size
};

/// Each strategy of the first run beside those of the same name in the others. By target, size and strategy.
[[nodiscard]] std::vector<RunComparisonRow> compare_runs(const std::vector<RunScores>& runs);

/// All strategies of all runs beside one. By target, size, run and strategy.
[[nodiscard]] std::vector<RunComparisonRow> compare_strategies(const std::vector<RunScores>& runs,
                                                               const RunStrategy& reference);

/// As tables of lines, one per target and size.
[[nodiscard]] std::string run_comparison_text(const std::vector<RunScores>& runs,
                                              const std::vector<RunComparisonRow>& rows);

} // namespace sinter::report
