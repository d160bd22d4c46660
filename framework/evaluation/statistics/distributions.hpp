// SPDX-License-Identifier: Apache-2.0
//
// Quantiles and distribution functions.
#pragma once

#include <span>

namespace sinter::evaluation {

// The standard normal law.

[[nodiscard]] double normal_density(double z);
[[nodiscard]] double normal_cdf(double z);

/// z with normal_cdf(z) = p. Requires 0 < p < 1.
[[nodiscard]] double normal_quantile(double p);

// A sample.

/// The quantile of ascending values (at least one); between two of them linearly (type 7 of Hyndman and Fan
/// 1996, R's default). 0 <= p <= 1.
[[nodiscard]] double quantile_of_sorted(std::span<const double> sorted, double p);

// Student's t law of so many degrees of freedom.

/// P(T <= t).
[[nodiscard]] double student_t_cdf(double t, double degrees);

/// t with P(T <= t) = p. Requires 0 < p < 1.
[[nodiscard]] double student_t_quantile(double p, double degrees);

/// P(|T| >= |t|), without loss of digits for large |t|; 0 for an infinite t.
[[nodiscard]] double student_t_two_sided_p(double t, double degrees);

} // namespace sinter::evaluation
