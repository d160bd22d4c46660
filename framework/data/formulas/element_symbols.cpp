// SPDX-License-Identifier: Apache-2.0
#include "framework/data/formulas/element_symbols.hpp"

#include <algorithm>
#include <array>

namespace sinter::data {
namespace {

constexpr std::array<std::string_view, element_count + 1> symbols = {
    "",   "H",  "He", "Li", "Be", "B",  "C",  "N",  "O",  "F",  "Ne", "Na", "Mg", "Al", "Si", "P",  "S",
    "Cl", "Ar", "K",  "Ca", "Sc", "Ti", "V",  "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As",
    "Se", "Br", "Kr", "Rb", "Sr", "Y",  "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd", "In", "Sn",
    "Sb", "Te", "I",  "Xe", "Cs", "Ba", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho",
    "Er", "Tm", "Yb", "Lu", "Hf", "Ta", "W",  "Re", "Os", "Ir", "Pt", "Au", "Hg", "Tl", "Pb", "Bi", "Po",
    "At", "Rn", "Fr", "Ra", "Ac", "Th", "Pa", "U",  "Np", "Pu", "Am", "Cm", "Bk", "Cf", "Es", "Fm", "Md",
    "No", "Lr", "Rf", "Db", "Sg", "Bh", "Hs", "Mt", "Ds", "Rg", "Cn", "Nh", "Fl", "Mc", "Lv", "Ts", "Og"};

constexpr std::size_t letters = 26;

/// Entry 27 * (first - 'A') + (second - 'a' + 1, or 0 without a second letter).
using SymbolTable = std::array<std::uint8_t, letters*(letters + 1)>;

constexpr std::size_t table_index(char first, char second) {
    const auto row = static_cast<std::size_t>(first - 'A');
    const auto column = second == '\0' ? 0 : static_cast<std::size_t>(second - 'a') + 1;
    return row * (letters + 1) + column;
}

constexpr SymbolTable make_symbol_table() {
    SymbolTable table{};
    for (std::size_t z = 1; z <= element_count; ++z) {
        table[table_index(symbols[z][0], symbols[z].size() > 1 ? symbols[z][1] : '\0')] =
            static_cast<std::uint8_t>(z);
    }
    return table;
}

constexpr std::array<std::uint8_t, element_count + 1> make_ranks() {
    std::array<std::uint8_t, element_count + 1> ranks{};
    for (std::size_t z = 1; z <= element_count; ++z) {
        for (std::size_t other = 1; other <= element_count; ++other) {
            if (symbols[other] < symbols[z]) {
                ++ranks[z];
            }
        }
    }
    return ranks;
}

constexpr SymbolTable symbol_table = make_symbol_table();
constexpr auto ranks = make_ranks();

} // namespace

std::string_view element_symbol(std::uint8_t atomic_number) noexcept { return symbols[atomic_number]; }

std::uint8_t atomic_number(char first, char second) noexcept {
    const bool is_symbol =
        first >= 'A' && first <= 'Z' && (second == '\0' || (second >= 'a' && second <= 'z'));
    return is_symbol ? symbol_table[table_index(first, second)] : std::uint8_t{0};
}

std::uint8_t atomic_number(std::string_view symbol) noexcept {
    if (symbol.empty() || symbol.size() > 2) {
        return 0;
    }
    if (symbol.size() == 1) {
        return atomic_number(symbol[0], '\0');
    }
    return symbol[1] == '\0' ? std::uint8_t{0} : atomic_number(symbol[0], symbol[1]);
}

std::uint8_t alphabetical_rank(std::uint8_t atomic_number) noexcept { return ranks[atomic_number]; }

} // namespace sinter::data
