// SPDX-License-Identifier: Apache-2.0
//
// Did transfer help? Every strategy against the baseline, at every training fraction.
#pragma once

#include "framework/evaluation/comparison.hpp"
#include "framework/evaluation/group_bootstrap.hpp"
#include "framework/study/results.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::report {

enum class ErrorMetric : std::uint8_t { mae, rmse };

[[nodiscard]] std::string_view name_of(ErrorMetric metric);

struct ComparisonRow {
    std::string strategy;
    std::string baseline;
    std::string target;
    double fraction = 1.0;
    ErrorMetric metric = ErrorMetric::mae;
    std::int64_t folds = 0;          ///< pairs of folds that both strategies finished
    evaluation::RatioInterval ratio; ///< error of the strategy / error of the baseline
    double p_holm = 0; ///< adjusted over the strategies, within a fraction and metric; NaN: not known
    evaluation::Verdict verdict = evaluation::Verdict::undecided; ///< from p_holm at 0.05
    evaluation::DifferenceInterval
        by_group; ///< MAE of the strategy - of the baseline, label's unit; only for mae
};

/// For every fraction (ascending), metric, and strategy (config's order) other than the baseline. Strategies
/// with another target than the baseline's are not compared. Empty when no strategy is marked as the
/// baseline.
[[nodiscard]] std::vector<ComparisonRow> comparison_table(const study::StudyResults& results);

/// The row for `strategy`; null when there is none.
[[nodiscard]] const ComparisonRow* find(const std::vector<ComparisonRow>& table, std::string_view strategy,
                                        double fraction, ErrorMetric metric);

} // namespace sinter::report
