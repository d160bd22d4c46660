// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/metrics/uncertainty_metrics.hpp"

#include "framework/evaluation/metrics/rows_with_sigma.hpp"
#include "framework/evaluation/statistics/correlation.hpp"
#include "framework/evaluation/statistics/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

namespace sinter::evaluation {

namespace {

double crps_of_normal(double error, double sigma) {
    if (sigma == 0) {
        return error;
    }
    const double z = error / sigma;
    return sigma * (z * (2 * normal_cdf(z) - 1) + 2 * normal_density(z) - 1 / std::sqrt(std::numbers::pi));
}

/// The smallest central interval that holds the label.
double central_level(double error, double sigma) {
    if (sigma == 0) {
        return error == 0 ? 0 : 1;
    }
    return std::erf(error / sigma / std::numbers::sqrt2); // 2 Phi(z) - 1
}

/// Integral over [from, to] of |p - height|.
double area_to_diagonal(double from, double to, double height) {
    const auto up_to = [height](double p) { return (p - height) * std::abs(p - height) / 2; };
    return up_to(to) - up_to(from);
}

double miscalibration_area(const RowsWithSigma& rows) {
    std::vector<double> levels;
    for (std::size_t i = 0; i < rows.errors.size(); ++i) {
        levels.push_back(central_level(rows.errors[i], rows.sigmas[i]));
    }
    std::sort(levels.begin(), levels.end());
    double area = 0;
    double from = 0;
    for (std::size_t below = 0; below <= levels.size(); ++below) {
        const double to = below < levels.size() ? levels[below] : 1.0;
        area += area_to_diagonal(from, to, static_cast<double>(below) / static_cast<double>(levels.size()));
        from = to;
    }
    return area;
}

/// Metrics that divide by sigma, over the rows where it isn't 0.
void add_scaled(const RowsWithSigma& rows, UncertaintyMetrics& metrics) {
    double squares = 0;
    double logs = 0;
    for (std::size_t i = 0; i < rows.errors.size(); ++i) {
        if (rows.sigmas[i] > 0) {
            const double z = rows.errors[i] / rows.sigmas[i];
            squares += z * z;
            logs += std::log(rows.sigmas[i]);
        }
    }
    if (metrics.n > metrics.n_zero) {
        const auto n = static_cast<double>(metrics.n - metrics.n_zero);
        metrics.standard_error = std::sqrt(squares / n);
        metrics.nll = (logs + squares / 2) / n + std::log(2 * std::numbers::pi) / 2;
    }
}

void add_intervals(const RowsWithSigma& rows, UncertaintyMetrics& metrics) {
    const auto i68 = interval_fit(rows, 0.68);
    const auto i90 = interval_fit(rows, 0.90);
    const auto i95 = interval_fit(rows, 0.95);
    metrics.coverage_68 = i68.coverage;
    metrics.coverage_90 = i90.coverage;
    metrics.coverage_95 = i95.coverage;
    metrics.width_68 = i68.width;
    metrics.width_90 = i90.width;
    metrics.width_95 = i95.width;
}

} // namespace

UncertaintyMetrics uncertainty_metrics(std::span<const double> labels, std::span<const double> means,
                                       std::span<const double> sigmas) {
    const auto rows = rows_with_sigma(labels, means, sigmas);
    UncertaintyMetrics metrics;
    metrics.n = static_cast<std::int64_t>(rows.sigmas.size());
    metrics.n_zero = std::count(rows.sigmas.begin(), rows.sigmas.end(), 0.0);
    if (rows.sigmas.empty()) {
        return metrics;
    }
    const auto n = static_cast<double>(metrics.n);
    std::int64_t inside = 0;
    double crps = 0;
    double squares = 0;
    for (std::size_t i = 0; i < rows.errors.size(); ++i) {
        inside += rows.errors[i] < rows.sigmas[i] - rows.rounding[i] ? 1 : 0;
        crps += crps_of_normal(rows.errors[i], rows.sigmas[i]);
        squares += rows.sigmas[i] * rows.sigmas[i];
    }
    metrics.standard_confidence = static_cast<double>(inside) / n;
    metrics.crps = crps / n;
    metrics.sharpness = std::sqrt(squares / n);
    metrics.miscalibration_area = miscalibration_area(rows);
    metrics.error_correlation = pearson(rows.errors, rows.sigmas);
    add_scaled(rows, metrics);
    add_intervals(rows, metrics);
    return metrics;
}

} // namespace sinter::evaluation
