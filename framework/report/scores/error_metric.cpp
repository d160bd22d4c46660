// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/error_metric.hpp"

#include <limits>

namespace sinter::report {

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
