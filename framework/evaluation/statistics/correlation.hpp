// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace sinter::evaluation {

/// Pearson's correlation; NaN with fewer than two values, or where one side doesn't vary (by more than rounding).
[[nodiscard]] double pearson(std::span<const double> a, std::span<const double> b);

/// Ranks from 1; equal values share the mean of their ranks. Values must not be NaN. Two neighbours are equal
/// that differ by rounding only (sinter/rounding.hpp), or by no more than `tie`.
[[nodiscard]] std::vector<double> average_ranks(std::span<const double> values, double tie = 0);

} // namespace sinter::evaluation
