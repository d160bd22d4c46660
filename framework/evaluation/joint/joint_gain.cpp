// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint/joint_gain.hpp"

#include "framework/evaluation/statistics/distributions.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>

namespace sinter::evaluation {

FoldDifference corrected_resampled_difference(std::span<const double> differences, double test_to_training,
                                              double confidence) {
    FoldDifference result;
    const auto finite = [](double d) { return std::isfinite(d); };
    if (differences.empty() || !std::all_of(differences.begin(), differences.end(), finite)) {
        return result;
    }
    const auto n = static_cast<double>(differences.size());
    const double mean = mean_of_values(differences);
    result.difference = mean;
    if (differences.size() < 2 || !std::isfinite(test_to_training)) {
        return result;
    }
    double squares = 0;
    for (const double d : differences) {
        squares += (d - mean) * (d - mean);
    }
    const double standard_error = std::sqrt((1 / n + test_to_training) * squares / (n - 1));
    const double reach = student_t_quantile((1 + confidence) / 2, n - 1) * standard_error;
    result.lower = mean - reach;
    result.upper = mean + reach;
    if (!is_rounding(standard_error, mean, loss_rounding_share)) {
        result.p = student_t_two_sided_p(mean / standard_error, n - 1);
    } else {
        result.p = mean == 0 ? 1 : 0;
    }
    return result;
}

} // namespace sinter::evaluation
