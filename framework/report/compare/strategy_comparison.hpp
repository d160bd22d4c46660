// SPDX-License-Identifier: Apache-2.0
//
// The strategies of one or several runs side by side, all against one of them, paired by the same held-out
// records; from their predictions.csv.
#pragma once

#include "framework/report/compare/paired_folds.hpp"
#include "framework/report/compare/run_predictions.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace sinter::report {

/// One strategy of one run.
struct RunStrategy {
    std::size_t run = 0;
    std::string strategy;

    [[nodiscard]] bool operator==(const RunStrategy& other) const = default;
};

/// A strategy against the reference, for one target and training size.
struct StrategyComparisonRow {
    Place place;
    RunStrategy who;
    PairedFolds paired; ///< with the reference; of the reference itself all its folds, and no ratio
    double p_holm = std::numeric_limits<double>::quiet_NaN(); ///< adjusted within the target and size
};

/// By target, fraction, run and strategy; the reference stands among them, compared with nothing. Empty where
/// the reference has no such strategy.
[[nodiscard]] std::vector<StrategyComparisonRow> compare_strategies(const std::vector<RunPredictions>& runs,
                                                                    const RunStrategy& reference);

/// As a text table.
[[nodiscard]] std::string strategy_comparison_text(const std::vector<RunPredictions>& runs,
                                                   const RunStrategy& reference,
                                                   const std::vector<StrategyComparisonRow>& rows);

} // namespace sinter::report
