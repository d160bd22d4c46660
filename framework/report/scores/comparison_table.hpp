// SPDX-License-Identifier: Apache-2.0
//
// Did transfer help? Every strategy against the baseline, for every target and training size.
#pragma once

#include "framework/evaluation/comparison/corrected_interval.hpp"
#include "framework/evaluation/comparison/group_bootstrap.hpp"
#include "framework/evaluation/comparison/signed_rank.hpp"
#include "framework/report/scores/metrics_table.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/study/run/results.hpp"

#include <sinter/unknown.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sinter::report {

/// The largest ratio of errors that counts as "does no harm".
inline constexpr double harmless_ratio = 1.05;

/// What a comparison was made for; the strategies of one kind are tested together.
enum class ComparisonKind {
    primary, ///< of the strategy that was named beforehand: it is tested by itself
    other,   ///< of one of the others: it is adjusted for their number
    placebo, ///< of a strategy whose source is shuffled: a check of the study, adjusted for their number
};

/// "primary", "other", "placebo"
[[nodiscard]] std::string_view name_of(ComparisonKind kind);

struct ComparisonRow {
    SeriesKey key;
    std::size_t baseline = 0; ///< index into the study's strategies
    ErrorMetric metric = ErrorMetric::mae;
    ComparisonKind kind = ComparisonKind::other;
    bool transfers = false; ///< it uses other labels and the baseline none: worse is negative transfer
    std::int64_t folds = 0; ///< pairs of folds that both strategies finished
    evaluation::RatioInterval ratio; ///< error of the strategy / error of the baseline
    double p_holm = unknown;         ///< adjusted within a kind, target, size and metric
    evaluation::Verdict verdict = evaluation::Verdict::undecided;            ///< from p_holm at 0.05
    evaluation::NonInferiority harm = evaluation::NonInferiority::not_shown; ///< by harmless_ratio

    // By group (composition), for the headline metric only: differences of its loss, label's unit for the MAE.
    evaluation::DifferenceInterval by_group;
    evaluation::SignedRank wilcoxon;
    double wilcoxon_p_holm = unknown; ///< adjusted like p_holm
};

/// Whether the strategy uses other labels, the baseline none, and it is significantly worse.
[[nodiscard]] inline bool is_negative_transfer(const ComparisonRow& row) {
    return row.transfers && row.verdict == evaluation::Verdict::worse;
}

/// The strategy that the others are compared with for a target: the first that is marked and predicts it;
/// none when there is none.
[[nodiscard]] std::optional<std::size_t> baseline_of(const study::StudyResults& results, std::size_t target);

/// For every target, size (ascending), metric (headline first) and strategy (config's order) other than
/// the baseline. `metrics` is the study's: ratios are of its folds.
[[nodiscard]] std::vector<ComparisonRow> comparison_table(const study::StudyResults& results,
                                                          const std::vector<Series>& series,
                                                          const std::vector<MetricsRow>& metrics);

/// The rows of the headline metric for one target and size.
[[nodiscard]] std::vector<ComparisonRow> headline_rows(const std::vector<ComparisonRow>& table,
                                                       std::size_t target, std::size_t size);

/// Null when there is none.
[[nodiscard]] const ComparisonRow* find_comparison(const std::vector<ComparisonRow>& table,
                                                   const SeriesKey& key, ErrorMetric metric);

} // namespace sinter::report
