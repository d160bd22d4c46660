// SPDX-License-Identifier: Apache-2.0
//
// Whether a forest fits into memory, asked before it grows: a process that takes more than there is gets
// killed without a word.
#pragma once

#include <cstddef>

namespace sinter::plugins::random_forest {

struct ForestSize {
    std::size_t trees = 0;
    std::size_t rows = 0;
    std::size_t materials = 0;
    std::size_t labels = 0;
    std::size_t min_leaf = 1;
};

/// Bytes of the model, at the most: bags, and nodes with their weights where every row in a bag is of its own.
[[nodiscard]] double bytes_needed(const ForestSize& size) noexcept;

/// Throws Error (SINTER_OUT_OF_MEMORY) when the model needs more than `available` bytes; says how many trees fit.
void require_memory(const ForestSize& size, double available);

/// Of this machine, in bytes.
[[nodiscard]] double physical_memory() noexcept;

} // namespace sinter::plugins::random_forest
