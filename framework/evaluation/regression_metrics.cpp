// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/regression_metrics.hpp"

#include "framework/evaluation/correlation.hpp"

#include <cmath>
#include <numeric>

namespace sinter::evaluation {

namespace {

/// sum over i of (a_i - b_i)^2
double squared_distance(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
}

double r_squared(std::span<const double> labels, double squared_errors) {
    const double mean =
        std::accumulate(labels.begin(), labels.end(), 0.0) / static_cast<double>(labels.size());
    double spread = 0;
    bool varies = false; // by comparing: rounding can leave a tiny spread of equal labels
    for (const double label : labels) {
        spread += (label - mean) * (label - mean);
        varies = varies || label != labels[0];
    }
    return varies ? 1 - squared_errors / spread : RegressionMetrics::unknown;
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
        absolute += std::abs(means[i] - labels[i]);
        sum += means[i] - labels[i];
    }
    const double squared = squared_distance(means, labels);
    const double squared_of_mean = squared_distance(training_means, labels);
    metrics.mae = absolute / n;
    metrics.rmse = std::sqrt(squared / n);
    metrics.bias = sum / n;
    metrics.r2 = r_squared(labels, squared);
    metrics.ndme = squared_of_mean > 0 ? std::sqrt(squared / squared_of_mean) : RegressionMetrics::unknown;
    if (std::isfinite(squared)) { // a NaN has no rank
        metrics.spearman = pearson(average_ranks(labels), average_ranks(means));
    }
    return metrics;
}

} // namespace sinter::evaluation
