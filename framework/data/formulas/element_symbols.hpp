// SPDX-License-Identifier: Apache-2.0
//
// Symbols of the elements and their atomic numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sinter::data {

inline constexpr std::size_t element_count = 118;

/// The symbol of atomic number 1..118; requires that range.
[[nodiscard]] std::string_view element_symbol(std::uint8_t atomic_number) noexcept;

/// The atomic number of a symbol of one letter (`second` = 0) or two; 0: there is none.
[[nodiscard]] std::uint8_t atomic_number(char first, char second) noexcept;

/// The atomic number of a symbol as it is written ("Fe", not "FE"); 0: there is none.
[[nodiscard]] std::uint8_t atomic_number(std::string_view symbol) noexcept;

/// The place of atomic number 1..118 when the symbols are sorted by the alphabet: Ac is 0, Zr is 117.
[[nodiscard]] std::uint8_t alphabetical_rank(std::uint8_t atomic_number) noexcept;

} // namespace sinter::data
