// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/metrics/regression_metrics.hpp"

#include "framework/evaluation/statistics/correlation.hpp"

#include <sinter/rounding.hpp>
#include <sinter/unknown.hpp>

#include <cmath>
#include <numeric>

namespace sinter::evaluation {

namespace {

/// sum over i of (a_i - b_i)^2; rounding is no distance
double squared_distance(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double distance = difference_of(a[i], b[i]);
        sum += distance * distance;
    }
    return sum;
}

double r_squared(std::span<const double> labels, double squared_errors) {
    const double mean =
        std::accumulate(labels.begin(), labels.end(), 0.0) / static_cast<double>(labels.size());
    double spread = 0;
    for (const double label : labels) {
        spread += (label - mean) * (label - mean);
    }
    // By comparing: rounding can leave a tiny spread of equal labels.
    return varies_beyond_rounding(labels) ? 1 - squared_errors / spread : unknown;
}

} // namespace

RegressionMetrics regression_metrics(std::span<const double> labels, std::span<const double> means,
                                     std::span<const double> training_means) {
    RegressionMetrics metrics;
    metrics.n = static_cast<std::int64_t>(labels.size());
    if (labels.empty()) {
        return metrics;
    }
    const auto n = static_cast<double>(labels.size());
    double absolute = 0;
    double sum = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double error = difference_of(means[i], labels[i]);
        absolute += std::abs(error);
        sum += error;
    }
    const double squared = squared_distance(means, labels);
    const double squared_of_mean = squared_distance(training_means, labels);
    metrics.mae = absolute / n;
    metrics.rmse = std::sqrt(squared / n);
    metrics.bias = sum / n;
    metrics.r2 = r_squared(labels, squared);
    metrics.ndme = squared_of_mean > 0 ? std::sqrt(squared / squared_of_mean) : unknown;
    if (std::isfinite(squared)) { // a NaN has no rank
        metrics.spearman = pearson(average_ranks(labels), average_ranks(means));
    }
    return metrics;
}

} // namespace sinter::evaluation
