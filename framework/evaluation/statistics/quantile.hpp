// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace sinter::evaluation {

/// Of ascending values (at least one); between two of them linearly (type 7 of Hyndman and Fan 1996, R's
/// default). 0 <= p <= 1.
[[nodiscard]] double quantile_of_sorted(std::span<const double> sorted, double p);

} // namespace sinter::evaluation
