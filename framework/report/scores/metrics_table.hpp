// SPDX-License-Identifier: Apache-2.0
//
// The metrics of a study at every level: a fold, a repeat, all repeats.
#pragma once

#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/evaluation/metrics/regression_metrics.hpp"
#include "framework/evaluation/metrics/uncertainty_metrics.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/report/scores/target.hpp"
#include "framework/study/run/results.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace sinter::report {

/// What a row of the table is over.
enum class Level : std::uint8_t {
    fold,         ///< the test rows of one fold
    repeat,       ///< the test rows of all folds of one repeat, pooled
    mean,         ///< mean of the pooled repeats: the number to quote
    mean_of_folds ///< mean of the single folds of all repeats
};

struct MetricsRow {
    Level level = Level::fold;
    SeriesKey key;
    int repeat = 0;               ///< for levels fold and repeat
    int fold = 0;                 ///< for level fold
    double n_training = 0;        ///< training rows of the target, averaged over the folds
    double n_training_groups = 0; ///< distinct groups among them, averaged over the folds
    double n_test = 0;            ///< test rows; summed over the folds of a repeat, averaged in both means
    double n_sigma = 0;           ///< of these, rows with a sigma_obs
    double n_sigma_zero = 0;      ///< of these, rows with sigma_obs = 0
    evaluation::RegressionMetrics regression;   ///< of a target with classes: not known
    evaluation::UncertaintyMetrics uncertainty; ///< of sigma_obs; of a target with classes: not known
    /// Known of a target with classes only. F1, macro F1 and balanced accuracy are not known of a fold, which may lack a
    /// class, nor of the mean of folds.
    evaluation::ClassificationMetrics classification;
    /// How far shares of the predicted class are from how often it was right, in ten bins. Not known of numbers, nor of a
    /// fold, which has too few rows.
    double calibration_error = std::numeric_limits<double>::quiet_NaN();
};

/// By key: the folds by repeat, each repeat followed by its pooled row, then the mean, then the mean of folds. A mean is
/// NaN if one of its parts is.
[[nodiscard]] std::vector<MetricsRow> metrics_table(const study::StudyResults& results,
                                                    const std::vector<Series>& series);

/// The row to quote: level `mean`; null when there is none. The table is sorted by key.
[[nodiscard]] const MetricsRow* headline(const std::vector<MetricsRow>& table, const SeriesKey& key);

/// Its rows of one level, in the table's order.
[[nodiscard]] std::vector<const MetricsRow*> rows_at(const std::vector<MetricsRow>& table, Level level,
                                                     const SeriesKey& key);

enum class ErrorMetric : std::uint8_t { mae, rmse, brier, log_loss };

/// The two of a kind of target, the headline first: it ranks the strategies, and the tests over groups use
/// it. Of numbers the MAE, of classes the Brier score: in the log loss a single row whose class got no share
/// at all decides.
[[nodiscard]] std::array<ErrorMetric, 2> metrics_of(TargetKind kind);
[[nodiscard]] inline ErrorMetric headline_of(TargetKind kind) { return metrics_of(kind)[0]; }
[[nodiscard]] inline bool is_headline(ErrorMetric metric) {
    return metric == ErrorMetric::mae || metric == ErrorMetric::brier;
}

[[nodiscard]] std::string_view name_of(ErrorMetric metric);  ///< in tables: "mae", "log_loss"
[[nodiscard]] std::string_view title_of(ErrorMetric metric); ///< for people: "MAE", "log loss"

/// Whether it is in the label's unit; else it has none.
[[nodiscard]] bool has_unit(ErrorMetric metric);

[[nodiscard]] double value_of(const MetricsRow& row, ErrorMetric metric);

} // namespace sinter::report
