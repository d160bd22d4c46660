// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/metrics_table.hpp"

#include "framework/evaluation/metrics/reliability_curve.hpp"
#include "framework/report/scores/class_shares.hpp"
#include "framework/report/scores/target.hpp"

#include <sinter/unknown.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace sinter::report {
namespace {

using evaluation::ClassificationMetrics;
using Trials = std::span<const study::TrialResult* const>;

/// The test rows of some folds, pooled.
struct Pool {
    std::vector<double> labels;
    std::vector<double> means;
    std::vector<double> sigmas;
    std::vector<double> training_means;
};

Pool pooled(Trials trials) {
    Pool pool;
    for (const auto* trial : trials) {
        for (const auto& row : trial->predictions) {
            pool.labels.push_back(row.label);
            pool.means.push_back(row.mean);
            pool.sigmas.push_back(row.sigma_obs);
            pool.training_means.push_back(trial->training_mean);
        }
    }
    return pool;
}

void add_number_metrics(Trials trials, MetricsRow& row) {
    const auto pool = pooled(trials);
    row.regression = evaluation::regression_metrics(pool.labels, pool.means, pool.training_means);
    row.uncertainty = evaluation::uncertainty_metrics(pool.labels, pool.means, pool.sigmas);
    row.n_test = static_cast<double>(row.regression.n);
    row.n_sigma = static_cast<double>(row.uncertainty.n);
    row.n_sigma_zero = static_cast<double>(row.uncertainty.n_zero);
}

void add_class_metrics(Trials trials, std::size_t classes, MetricsRow& row) {
    const auto pool = class_shares(trials, classes);
    row.classification = evaluation::classification_metrics(pool.labels, pool.shares);
    row.n_test = static_cast<double>(row.classification.n);
    if (row.level != Level::fold) {
        row.calibration_error = evaluation::top_class_reliability(pool.labels, pool.shares).calibration_error;
        return;
    }
    for (const auto only_pooled : {&ClassificationMetrics::f1, &ClassificationMetrics::macro_f1,
                                   &ClassificationMetrics::balanced_accuracy}) {
        row.classification.*only_pooled = unknown;
    }
}

MetricsRow row_of(Level level, Trials trials, const Target& target) {
    MetricsRow row;
    row.level = level;
    row.key = key_of(*trials[0]);
    row.repeat = trials[0]->key.repeat;
    row.fold = trials[0]->key.fold;
    const auto folds = static_cast<double>(trials.size());
    for (const auto* trial : trials) {
        row.n_training += static_cast<double>(trial->training_rows) / folds;
        row.n_training_groups += static_cast<double>(trial->training_groups) / folds;
    }
    if (target.kind() == TargetKind::classes) {
        add_class_metrics(trials, target.classes.size(), row);
    } else {
        add_number_metrics(trials, row);
    }
    return row;
}

template <class Get>
double mean_of(const std::vector<MetricsRow>& rows, Get get) {
    double sum = 0;
    for (const auto& row : rows) {
        sum += get(row);
    }
    return sum / static_cast<double>(rows.size());
}

MetricsRow mean_row(Level level, const std::vector<MetricsRow>& rows) {
    MetricsRow mean;
    mean.level = level;
    mean.key = rows[0].key;
    for (const auto number :
         std::array{&MetricsRow::n_training, &MetricsRow::n_training_groups, &MetricsRow::n_test,
                    &MetricsRow::n_sigma, &MetricsRow::n_sigma_zero, &MetricsRow::calibration_error}) {
        mean.*number = mean_of(rows, [&](const MetricsRow& row) { return row.*number; });
    }
    for (const auto& field : evaluation::regression_fields) {
        mean.regression.*field.value =
            mean_of(rows, [&](const MetricsRow& row) { return row.regression.*field.value; });
    }
    for (const auto& field : evaluation::uncertainty_fields) {
        mean.uncertainty.*field.value =
            mean_of(rows, [&](const MetricsRow& row) { return row.uncertainty.*field.value; });
    }
    for (const auto& field : evaluation::classification_fields) {
        mean.classification.*field.value =
            mean_of(rows, [&](const MetricsRow& row) { return row.classification.*field.value; });
    }
    return mean;
}

/// The first trials that are of one repeat.
Trials leading_repeat(Trials trials) {
    std::size_t n = 0;
    while (n < trials.size() && trials[n]->key.repeat == trials[0]->key.repeat) {
        ++n;
    }
    return trials.first(n);
}

void add_series(const Series& series, const Target& target, std::vector<MetricsRow>& table) {
    std::vector<MetricsRow> folds;
    std::vector<MetricsRow> repeats;
    for (Trials rest = series.trials; !rest.empty();) {
        const auto repeat = leading_repeat(rest);
        for (std::size_t i = 0; i < repeat.size(); ++i) {
            folds.push_back(row_of(Level::fold, repeat.subspan(i, 1), target));
            table.push_back(folds.back());
        }
        repeats.push_back(row_of(Level::repeat, repeat, target));
        table.push_back(repeats.back());
        rest = rest.subspan(repeat.size());
    }
    table.push_back(mean_row(Level::mean, repeats));
    table.push_back(mean_row(Level::mean_of_folds, folds));
}

std::span<const MetricsRow> rows_of(const std::vector<MetricsRow>& table, const SeriesKey& key) {
    const auto first = std::partition_point(table.begin(), table.end(),
                                            [&](const MetricsRow& row) { return row.key < key; });
    const auto last =
        std::partition_point(first, table.end(), [&](const MetricsRow& row) { return row.key <= key; });
    return {first, last};
}

} // namespace

std::vector<MetricsRow> metrics_table(const study::StudyResults& results, const std::vector<Series>& series) {
    std::vector<MetricsRow> table;
    for (const auto& one : series) {
        add_series(one, target_of(results, one.key.target), table);
    }
    return table;
}

const MetricsRow* headline(const std::vector<MetricsRow>& table, const SeriesKey& key) {
    const auto rows = rows_at(table, Level::mean, key);
    return rows.empty() ? nullptr : rows.front();
}

std::vector<const MetricsRow*> rows_at(const std::vector<MetricsRow>& table, Level level,
                                       const SeriesKey& key) {
    std::vector<const MetricsRow*> rows;
    for (const auto& row : rows_of(table, key)) {
        if (row.level == level) {
            rows.push_back(&row);
        }
    }
    return rows;
}

std::array<ErrorMetric, 2> metrics_of(TargetKind kind) {
    if (kind == TargetKind::classes) {
        return {ErrorMetric::brier, ErrorMetric::log_loss};
    }
    return {ErrorMetric::mae, ErrorMetric::rmse};
}

std::string_view name_of(ErrorMetric metric) {
    switch (metric) {
    case ErrorMetric::mae:
        return "mae";
    case ErrorMetric::rmse:
        return "rmse";
    case ErrorMetric::brier:
        return "brier";
    case ErrorMetric::log_loss:
        break;
    }
    return "log_loss";
}

std::string_view title_of(ErrorMetric metric) {
    switch (metric) {
    case ErrorMetric::mae:
        return "MAE";
    case ErrorMetric::rmse:
        return "RMSE";
    case ErrorMetric::brier:
        return "Brier score";
    case ErrorMetric::log_loss:
        break;
    }
    return "log loss";
}

bool has_unit(ErrorMetric metric) { return metric == ErrorMetric::mae || metric == ErrorMetric::rmse; }

double value_of(const MetricsRow& row, ErrorMetric metric) {
    switch (metric) {
    case ErrorMetric::mae:
        return row.regression.mae;
    case ErrorMetric::rmse:
        return row.regression.rmse;
    case ErrorMetric::brier:
        return row.classification.brier;
    case ErrorMetric::log_loss:
        return row.classification.log_loss;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace sinter::report
