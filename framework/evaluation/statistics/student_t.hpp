// SPDX-License-Identifier: Apache-2.0
//
// Student's t law; the degrees of freedom must be positive (they need not be whole).
#pragma once

namespace sinter::evaluation {

/// P(T <= t).
[[nodiscard]] double student_t_cdf(double t, double degrees);

/// t with P(T <= t) = p. Requires 0 < p < 1.
[[nodiscard]] double student_t_quantile(double p, double degrees);

/// P(|T| >= |t|), without loss of digits for large |t|; 0 for an infinite t.
[[nodiscard]] double student_t_two_sided_p(double t, double degrees);

} // namespace sinter::evaluation
