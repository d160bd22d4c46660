// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sinter::plugins::random_forest {

/// Sorts `count` keys by `Digits` digits of `Bits` bits from bit `first_bit` on, least significant first;
/// stable. `spare` is as large; what it holds is lost. A digit that is equal in all keys costs no pass.
template <std::size_t Digits, unsigned Bits, class Key>
void radix_sort(Key* keys, Key* spare, std::size_t count, unsigned first_bit) {
    constexpr std::size_t values = std::size_t{1} << Bits;
    std::array<std::array<std::uint32_t, values>, Digits> starts{};
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t digit = 0; digit < Digits; ++digit) {
            ++starts[digit][(keys[i] >> (first_bit + Bits * digit)) & (values - 1)];
        }
    }
    Key* from = keys;
    Key* to = spare;
    for (std::size_t digit = 0; digit < Digits && count > 0; ++digit) {
        const auto shift = static_cast<unsigned>(first_bit + Bits * digit);
        auto& places = starts[digit];
        if (places[(keys[0] >> shift) & (values - 1)] == count) {
            continue;
        }
        std::uint32_t start = 0;
        for (std::uint32_t& place : places) {
            start += place;
            place = start - place;
        }
        for (std::size_t i = 0; i < count; ++i) {
            to[places[(from[i] >> shift) & (values - 1)]++] = from[i];
        }
        Key* const swapped = from;
        from = to;
        to = swapped;
    }
    if (from != keys) {
        for (std::size_t i = 0; i < count; ++i) {
            keys[i] = from[i];
        }
    }
}

} // namespace sinter::plugins::random_forest
