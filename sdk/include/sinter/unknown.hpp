// SPDX-License-Identifier: Apache-2.0
//
// A number that nobody knows: a label that was not measured, a deviation that a model cannot tell.
#pragma once

#include <limits>

namespace sinter {

/// NaN, which is how an absent number crosses the boundary; test for it with std::isnan.
inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

} // namespace sinter
