// SPDX-License-Identifier: Apache-2.0
//
// Errors with heavier tails than the normal law's: Student's t, in the unit of a sigma that is calibrated by
// its central interval.
//
// sigma is half the width of the interval that holds 0.6827 of the law, as that of a normal law does. A t law
// of `degrees` degrees of freedom then has the scale sigma / t, t its quantile at (1 + 0.6827) / 2. Infinite
// degrees: the normal law.
#pragma once

#include <Eigen/Core>

#include <limits>

namespace sinter::evaluation {

inline constexpr double normal_tails = std::numeric_limits<double>::infinity();

/// Scale of the law over sigma.
[[nodiscard]] double student_scale(double degrees);

/// Half the width of the central interval that holds `level` of the law, over sigma.
[[nodiscard]] double student_half_width(double level, double degrees);

/// -log of the density at `error` from the middle. Requires sigma > 0.
[[nodiscard]] double student_negative_log_likelihood(double error, double sigma, double degrees);

/// sqrt(degrees / x), x the chi-square variable of so many degrees at the probability that a standard normal
/// variable is below `z`: what standard normal variables are multiplied by to become t variables of one draw.
[[nodiscard]] double student_stretch(double z, double degrees);

/// Of residuals, cases x labels, all finite: the degrees of the greatest likelihood among 3, 4, 5, 7, 10, 15,
/// 30 and infinitely many, each label's residuals in units of what holds 0.6827 of their sizes. Infinite for
/// fewer than `fewest_cases`: so few errors do not tell tails apart.
inline constexpr Eigen::Index fewest_cases = 200;
[[nodiscard]] double tail_degrees(const Eigen::Ref<const Eigen::MatrixXd>& residuals);

} // namespace sinter::evaluation
