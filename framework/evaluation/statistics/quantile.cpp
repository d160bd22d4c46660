// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/statistics/quantile.hpp"

#include <algorithm>
#include <cmath>

namespace sinter::evaluation {

double quantile_of_sorted(std::span<const double> sorted, double p) {
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - std::floor(position)) * (sorted[above] - sorted[below]);
}

} // namespace sinter::evaluation
