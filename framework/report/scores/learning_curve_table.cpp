// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/learning_curve_table.hpp"

#include "framework/evaluation/statistics/distributions.hpp"
#include "framework/report/scores/group_losses.hpp"

#include <sinter/random.hpp>
#include <sinter/unknown.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace sinter::report {

namespace {

/// Standard deviation of a sample; NaN with fewer than two values.
double spread(const std::vector<const MetricsRow*>& rows, ErrorMetric metric) {
    if (rows.size() < 2) {
        return unknown;
    }
    const auto n = static_cast<double>(rows.size());
    double mean = 0;
    for (const auto* row : rows) {
        mean += value_of(*row, metric) / n;
    }
    double squares = 0;
    for (const auto* row : rows) {
        squares += (value_of(*row, metric) - mean) * (value_of(*row, metric) - mean);
    }
    return std::sqrt(squares / (n - 1));
}

void add_interval(double test_to_training, LearningCurveRow& row) {
    if (row.folds < 2 || !std::isfinite(row.spread_folds) || !std::isfinite(test_to_training)) {
        return;
    }
    const auto folds = static_cast<double>(row.folds);
    const double reach = evaluation::student_t_quantile(0.975, folds - 1) * row.spread_folds *
                         std::sqrt(1 / folds + test_to_training);
    row.lower = std::max(0.0, row.error - reach);
    row.upper = row.error + reach;
}

LearningCurveRow row_of(const Series& series, ErrorMetric metric, const study::StudyResults& results,
                        const std::vector<MetricsRow>& metrics) {
    LearningCurveRow row;
    row.key = series.key;
    row.metric = metric;
    const auto rows = [&](Level level) { return rows_at(metrics, level, series.key); };
    const auto folds = rows(Level::fold);
    row.folds = static_cast<std::int64_t>(folds.size());
    row.error = value_of(*rows(Level::mean).front(), metric);
    const auto& over_folds = *rows(Level::mean_of_folds).front();
    row.n_training = over_folds.n_training;
    row.n_training_groups = over_folds.n_training_groups;
    row.spread_folds = spread(folds, metric);
    row.spread_repeats = spread(rows(Level::repeat), metric);
    add_interval(results.test_to_training, row);
    return row;
}

/// The sizes that both finished, ascending.
struct Curves {
    std::vector<const Series*> strategy;
    std::vector<const Series*> baseline;
};

Curves curves_of(const std::vector<Series>& series, const SeriesKey& one, std::size_t baseline) {
    Curves curves;
    for (const std::size_t size : sizes_of(series, one.target)) {
        const auto* a = find_series(series, {one.target, one.strategy, size});
        const auto* b = find_series(series, {one.target, baseline, size});
        if (a != nullptr && b != nullptr) {
            curves.strategy.push_back(a);
            curves.baseline.push_back(b);
        }
    }
    return curves;
}

/// Whether the sizes are a curve: at least two, positive and growing.
bool grows(const std::vector<double>& sizes) {
    return sizes.size() > 1 && sizes.front() > 0 &&
           std::adjacent_find(sizes.begin(), sizes.end(), [](double a, double b) { return a >= b; }) ==
               sizes.end();
}

using SavedBySize = std::map<std::size_t, evaluation::LabelsSaved>;

SavedBySize saved_by(const study::StudyResults& results, const std::vector<Series>& series,
                     const GroupLosses& by_trial, const SeriesKey& one) {
    SavedBySize by_size;
    const auto baseline = baseline_of(results, one.target);
    if (!baseline || *baseline == one.strategy) {
        return by_size;
    }
    const auto curves = curves_of(series, one, *baseline);
    if (curves.baseline.size() < 2) {
        return by_size;
    }
    const auto losses = by_trial.of(curves.strategy, curves.baseline);
    if (!grows(losses.sizes)) {
        return by_size;
    }
    const auto saved = evaluation::labels_saved(losses, Stream(results.seed).derive("labels saved"),
                                                {labels_saved_resamples, 0.95});
    for (std::size_t size = 0; size < saved.size(); ++size) {
        by_size.emplace(curves.strategy[size]->key.size, saved[size]);
    }
    return by_size;
}

void add_comparison(const std::vector<ComparisonRow>& comparisons, LearningCurveRow& row) {
    if (const auto* found = find_comparison(comparisons, row.key, row.metric)) {
        row.baseline = found->baseline;
        row.ratio = found->ratio;
    }
}

} // namespace

std::vector<LearningCurveRow> learning_curve_table(const study::StudyResults& results,
                                                   const std::vector<Series>& series,
                                                   const std::vector<MetricsRow>& metrics,
                                                   const std::vector<ComparisonRow>& comparisons) {
    std::vector<LearningCurveRow> table;
    std::optional<GroupLosses> by_trial;
    SavedBySize saved;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const auto& one = series[i].key;
        const auto target = target_of(results, one.target);
        const bool new_target = i == 0 || one.target != series[i - 1].key.target;
        if (new_target) {
            by_trial.emplace(series, target);
        }
        if (new_target || one.strategy != series[i - 1].key.strategy) {
            saved = saved_by(results, series, *by_trial, one);
        }
        for (const auto metric : metrics_of(target.kind())) {
            table.push_back(row_of(series[i], metric, results, metrics));
            add_comparison(comparisons, table.back());
            if (const auto found = saved.find(one.size); is_headline(metric) && found != saved.end()) {
                table.back().saved = found->second;
            }
        }
    }
    return table;
}

} // namespace sinter::report
