// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/metrics/rows_with_sigma.hpp"

#include "framework/evaluation/statistics/distributions.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace sinter::evaluation {

RowsWithSigma rows_with_sigma(std::span<const double> labels, std::span<const double> means,
                              std::span<const double> sigmas) {
    RowsWithSigma rows;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double error = std::abs(difference_of(means[i], labels[i]));
        if (std::isfinite(sigmas[i]) && sigmas[i] >= 0 && std::isfinite(error)) {
            const double size = std::max(std::abs(means[i]), std::abs(labels[i]));
            rows.errors.push_back(error);
            rows.sigmas.push_back(beyond_rounding(sigmas[i], size));
            rows.rounding.push_back(rounding_share * size);
        }
    }
    return rows;
}

IntervalFit interval_fit(const RowsWithSigma& rows, double level) {
    const double z = normal_quantile((1 + level) / 2);
    const auto n = static_cast<double>(rows.errors.size());
    std::int64_t covered = 0;
    for (std::size_t i = 0; i < rows.errors.size(); ++i) {
        covered += rows.errors[i] <= z * rows.sigmas[i] + rows.rounding[i] ? 1 : 0;
    }
    const double total = std::accumulate(rows.sigmas.begin(), rows.sigmas.end(), 0.0);
    return {static_cast<double>(covered) / n, 2 * z * total / n};
}

} // namespace sinter::evaluation
