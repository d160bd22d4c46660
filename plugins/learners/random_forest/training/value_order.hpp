// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// The rows whose value is not NaN, in ascending order of the value. Values are finite. Which of two equal
/// values comes first is not said.
[[nodiscard]] std::vector<std::uint32_t> rows_in_order(const std::vector<double>& values);

} // namespace sinter::plugins::random_forest
