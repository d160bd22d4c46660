// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/statistics/systematic_difference.hpp"

#include "framework/evaluation/statistics/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sinter::evaluation {

Centre centre_of(std::span<const double> values) {
    if (values.empty()) {
        return {};
    }
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return {quantile_of_sorted(sorted, 0.5),
            (quantile_of_sorted(sorted, 0.75) - quantile_of_sorted(sorted, 0.25)) / 2};
}

SystematicDifference systematic_difference(std::span<const double> first, std::span<const double> second) {
    std::vector<double> log_ratios;
    std::vector<double> offsets;
    for (std::size_t i = 0; i < first.size(); ++i) {
        offsets.push_back(second[i] - first[i]);
        const bool same_sign = (first[i] > 0 && second[i] > 0) || (first[i] < 0 && second[i] < 0);
        if (same_sign) { // the quotient itself may overflow
            log_ratios.push_back(std::log(std::abs(second[i])) - std::log(std::abs(first[i])));
        }
    }
    return {first.size(), log_ratios.size(), centre_of(log_ratios), centre_of(offsets),
            first.empty() ? 0.0 : std::max(centre_of(first).spread, centre_of(second).spread)};
}

bool is_factor(const SystematicDifference& difference, double smallest, double share) {
    const double size = std::abs(difference.log_ratio.median);
    return difference.ratios >= fewest_pairs && 2 * difference.ratios >= difference.pairs &&
           size >= std::log(smallest) && difference.log_ratio.spread <= share * size;
}

bool is_offset(const SystematicDifference& difference) {
    const double size = std::abs(difference.offset.median);
    return difference.pairs >= fewest_pairs && size > 0 && size >= 10 * difference.offset.spread &&
           size >= 3 * difference.value_spread;
}

} // namespace sinter::evaluation
