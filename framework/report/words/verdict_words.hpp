// SPDX-License-Identifier: Apache-2.0
//
// Numbers and verdicts as a reader is told them; the same in the summary and on the page.
#pragma once

#include "framework/report/scores/comparison_table.hpp"
#include "framework/report/scores/learning_curve_table.hpp"
#include "framework/report/scores/target.hpp"

#include <string>

namespace sinter::report {

/// "0.412 eV"; without the unit where the metric has none.
[[nodiscard]] std::string error_in_words(double error, ErrorMetric metric, const Target& target);

/// "MAE 0.412 eV, RMSE 0.583 eV", or of classes "Brier score 0.21, log loss 0.34, accuracy 87 %".
[[nodiscard]] std::string errors_in_words(const MetricsRow& row, const Target& target);

/// Sentences: the ratio to the baseline over the folds, its interval and whether that is significant.
[[nodiscard]] std::string against_baseline(const ComparisonRow& row, const std::string& baseline);

/// By how much a harmless strategy may be worse: "5 %".
[[nodiscard]] std::string harmless_margin();

/// "better", "worse", "not significant", "not tested" (too few folds, or an error of 0).
[[nodiscard]] std::string verdict_in_words(const ComparisonRow& row);

/// Whether it is shown to do no harm: "yes" (the whole interval is within the margin), "no" (the whole
/// interval is above it), "not shown"; "-" where the interval isn't known.
[[nodiscard]] std::string harmless_in_words(const ComparisonRow& row);

/// "0.92 (0.87 to 0.98)", or the ratio alone where the interval isn't known; "-" where the ratio isn't.
[[nodiscard]] std::string ratio_in_words(const evaluation::RatioInterval& ratio);

/// "2.1 (1.5 to > 4.0)", or the factor alone where the interval isn't known or is the same bound; "-" where
/// the factor isn't known.
[[nodiscard]] std::string saved_in_words(const evaluation::LabelsSaved& saved);

} // namespace sinter::report
