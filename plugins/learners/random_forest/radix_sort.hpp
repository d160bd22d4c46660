// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// Sorts the first `count` keys by the `bits` bits from `first_bit` on, least significant digit first;
/// stable. `spare` is as large as `keys`; what it holds is lost.
template <class Key>
void radix_sort(std::vector<Key>& keys, std::vector<Key>& spare, std::size_t count, unsigned first_bit,
                unsigned bits) {
    const unsigned passes = (bits + 7) / 8;
    if (passes == 0) {
        return;
    }
    const unsigned digit_bits = (bits + passes - 1) / passes;
    const Key mask = (Key{1} << digit_bits) - 1;
    for (unsigned pass = 0; pass < passes; ++pass) {
        const unsigned shift = first_bit + pass * digit_bits;
        std::array<std::uint32_t, 256> starts{};
        for (std::size_t i = 0; i < count; ++i) {
            ++starts[(keys[i] >> shift) & mask];
        }
        std::uint32_t start = 0;
        for (std::size_t digit = 0; digit <= mask; ++digit) {
            start += starts[digit];
            starts[digit] = start - starts[digit];
        }
        for (std::size_t i = 0; i < count; ++i) {
            spare[starts[(keys[i] >> shift) & mask]++] = keys[i];
        }
        keys.swap(spare);
    }
}

} // namespace sinter::plugins::random_forest
