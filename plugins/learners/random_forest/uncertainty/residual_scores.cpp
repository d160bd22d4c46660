// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/residual_scores.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace sinter::plugins::random_forest {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double score(const OutOfBagError& e, double zero) {
    return std::abs(e.error) <= zero ? 0 : std::abs(e.error) / e.deviation;
}

double weighted_order_statistic(const std::vector<double>& weights, const std::vector<double>& values,
                                double wanted) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    double weight = 0;
    for (const std::size_t i : order) {
        weight += weights[i];
        if (weight >= wanted) {
            return values[i];
        }
    }
    return infinity;
}

} // namespace

ResidualScores residual_scores(const std::vector<OutOfBagError>& errors, double label_range) {
    ResidualScores result;
    for (const OutOfBagError& e : errors) {
        result.materials.push_back(static_cast<std::uint32_t>(e.material));
        result.scores.push_back(score(e, 1e-12 * label_range));
    }
    result.weights = material_weights(errors);
    result.material_count =
        static_cast<Index>(std::llround(std::accumulate(result.weights.begin(), result.weights.end(), 0.0)));
    if (std::all_of(result.weights.begin(), result.weights.end(), [](double w) { return w == 1; })) {
        result.weights.clear();
    }
    return result;
}

double upper_order_statistic(const ResidualScores& scores, std::vector<double>& values, double alpha) {
    if (std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); })) {
        return std::numeric_limits<double>::quiet_NaN(); // which has no order
    }
    const auto with_the_new = static_cast<double>(scores.material_count + 1);
    // What rounding leaves of a whole number, or of a sum of weights, must not cost a rank.
    const double wanted = (1 - alpha) * with_the_new - 1e-9 * with_the_new;
    if (!scores.weights.empty()) {
        return weighted_order_statistic(scores.weights, values, wanted);
    }
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(wanted)));
    if (rank > values.size()) {
        return infinity;
    }
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

double lower_order_statistic(const ResidualScores& scores, std::vector<double>& values, double alpha) {
    for (double& value : values) {
        value = -value;
    }
    return -upper_order_statistic(scores, values, alpha);
}

} // namespace sinter::plugins::random_forest
