// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/calibration.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

constexpr double level = 0.68;

double plain_quantile(std::vector<double>& ratios) {
    const auto place = static_cast<std::size_t>(level * static_cast<double>(ratios.size()));
    const auto quantile = ratios.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(ratios.begin(), quantile, ratios.end());
    return *quantile;
}

double weighted_quantile(const std::vector<double>& ratios, const std::vector<double>& weights) {
    std::vector<std::pair<double, double>> sorted;
    double all = 0;
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        sorted.emplace_back(ratios[i], weights[i]);
        all += weights[i];
    }
    std::sort(sorted.begin(), sorted.end());
    double sum = 0;
    for (const auto& [ratio, weight] : sorted) {
        sum += weight;
        if (sum > level * all * (1 + loss_rounding_share)) { // shares such as 1/3 round
            return ratio;
        }
    }
    return sorted.back().first;
}

} // namespace

std::vector<double> material_weights(const std::vector<OutOfBagError>& errors) {
    std::map<Index, double> rows;
    for (const OutOfBagError& e : errors) {
        ++rows[e.material];
    }
    std::vector<double> weights;
    weights.reserve(errors.size());
    for (const OutOfBagError& e : errors) {
        weights.push_back(1 / rows[e.material]);
    }
    return weights;
}

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
    const std::vector<double> weights = material_weights(errors);
    const bool all_alike =
        std::all_of(weights.begin(), weights.end(), [&](double w) { return w == weights.front(); });
    const double quantile = all_alike ? plain_quantile(ratios) : weighted_quantile(ratios, weights);
    return std::isfinite(quantile) ? quantile : 1;
}

} // namespace sinter::plugins::random_forest
