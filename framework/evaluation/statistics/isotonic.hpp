// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace sinter::evaluation {

/// The values that never rise and are nearest to the given ones by weighted squares: neighbours that rise are
/// pooled to their mean (pool adjacent violators; Barlow, Bartholomew, Bremner and Brunk 1972, "Statistical
/// inference under order restrictions"). `weights` are positive, one per value; none: all 1. Values must not be NaN.
[[nodiscard]] std::vector<double> isotonic_decreasing(std::span<const double> values,
                                                      std::span<const double> weights = {});

} // namespace sinter::evaluation
