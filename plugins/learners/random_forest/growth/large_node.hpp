// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/learners/random_forest/growth/boundary_search.hpp"
#include "plugins/learners/random_forest/training/coded_features.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace sinter::plugins::random_forest {

/// A node whose rows are not in lists.
struct LargeNode {
    const std::uint32_t* rows = nullptr;
    const std::int64_t* sums = nullptr; ///< `stride` integers of each row, in the order of `rows`
    std::size_t count = 0;
    std::size_t stride = 0;
    const SumFormat* format = nullptr;
    const std::vector<ScanColumn>* columns = nullptr;
};

/// The best cut of one feature in a large node.
struct LargeCut {
    bool found = false;
    std::size_t feature = 0;
    double fall = 0;
    bool missing_left = false;
    /// Of a number: bins below it go left, those above it right; rows in it by their value.
    std::size_t last_bin = 0;
    double last_value = std::numeric_limits<double>::infinity(); ///< at most this goes left
    std::vector<std::uint32_t> left_codes;                       ///< of a category
};

[[nodiscard]] inline std::size_t bin_of(std::uint16_t code) noexcept { return code >> 8U; }

} // namespace sinter::plugins::random_forest
