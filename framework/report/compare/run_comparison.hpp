// SPDX-License-Identifier: Apache-2.0
//
// The same units of several runs side by side, from their predictions.csv: no data and no plugins are needed.
#pragma once

#include "framework/report/compare/paired_folds.hpp"
#include "framework/report/compare/run_predictions.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sinter::report {

/// One strategy of one run against the same one of the first run.
struct RunComparisonRow {
    Place place;
    std::string strategy;
    std::size_t run = 0;
    PairedFolds paired; ///< with the first run; of the first run itself all its folds, and no ratio
};

/// By target, fraction and strategy; in each the runs in the order given. A strategy that the first run lacks
/// is compared with nothing.
[[nodiscard]] std::vector<RunComparisonRow> compare_runs(const std::vector<RunPredictions>& runs);

/// As a text table.
[[nodiscard]] std::string run_comparison_text(const std::vector<RunPredictions>& runs,
                                              const std::vector<RunComparisonRow>& rows);

} // namespace sinter::report
