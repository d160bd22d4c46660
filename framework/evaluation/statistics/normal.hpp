// SPDX-License-Identifier: Apache-2.0
//
// The standard normal law.
#pragma once

namespace sinter::evaluation {

[[nodiscard]] double normal_density(double z);
[[nodiscard]] double normal_cdf(double z);

/// z with normal_cdf(z) = p. Requires 0 < p < 1.
[[nodiscard]] double normal_quantile(double p);

} // namespace sinter::evaluation
