// SPDX-License-Identifier: Apache-2.0
#include "calibration.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sinter::plugins::random_forest {

double calibration_ratio(const std::vector<OutOfBagError>& errors, double label_range) {
    const double zero = 1e-12 * label_range;
    std::vector<double> ratios;
    ratios.reserve(errors.size());
    for (const auto& e : errors) {
        const bool both_zero = std::abs(e.error) <= zero && e.deviation <= zero;
        ratios.push_back(both_zero ? 1 : std::abs(e.error / e.deviation));
    }
    if (ratios.empty()) {
        return 1;
    }
    const auto place = static_cast<std::size_t>(0.68 * static_cast<double>(ratios.size()));
    const auto quantile = ratios.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(ratios.begin(), quantile, ratios.end());
    return std::isfinite(*quantile) ? *quantile : 1;
}

} // namespace sinter::plugins::random_forest
