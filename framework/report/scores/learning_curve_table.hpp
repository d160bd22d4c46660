// SPDX-License-Identifier: Apache-2.0
//
// Errors by number of training labels, and how many labels each strategy saves.
#pragma once

#include "framework/evaluation/comparison/labels_saved.hpp"
#include "framework/report/scores/comparison_table.hpp"
#include "framework/report/scores/metrics_table.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/study/run/results.hpp"

#include <sinter/unknown.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sinter::report {

/// The interval of the factor of labels saved comes from fewer resamples than that of a difference: its ends
/// are read to two digits, and each strategy needs its own.
inline constexpr int labels_saved_resamples = 2000;

struct LearningCurveRow {
    SeriesKey key;
    ErrorMetric metric = ErrorMetric::mae;
    std::int64_t folds = 0;      ///< finished, of all repeats
    double n_training = unknown; ///< training rows of the target, mean over the folds
    double n_training_groups = unknown;
    double error = unknown; ///< pooled over the folds of a repeat, mean over repeats
    double lower = unknown; ///< ends of its 95 % interval; NaN with one fold
    double upper = unknown;
    double spread_folds = unknown;   ///< standard deviation over the folds of all repeats; NaN with one
    double spread_repeats = unknown; ///< standard deviation over the pooled repeats; NaN with one
    /// Index into the study's strategies; none: there is none, or this is it.
    std::optional<std::size_t> baseline;
    evaluation::RatioInterval ratio; ///< error / the baseline's at the same size, from the comparisons
    evaluation::LabelsSaved saved;   ///< for the headline metric, with two sizes and more
};

/// By key, then metric (headline first).
///
/// The interval is error -+ t s sqrt(1/J + test_to_training), with s the standard deviation of the errors of
/// the J folds and t Student's quantile for J - 1 degrees of freedom: the corrected resampled interval of
/// Nadeau and Bengio 2003 for the error itself. Its lower end is at least 0.
[[nodiscard]] std::vector<LearningCurveRow>
learning_curve_table(const study::StudyResults& results, const std::vector<Series>& series,
                     const std::vector<MetricsRow>& metrics, const std::vector<ComparisonRow>& comparisons);

} // namespace sinter::report
