// SPDX-License-Identifier: Apache-2.0
//
// Chemical formulas as people write them: Li3Fe2(PO4)3, Pb(Zr0.52Ti0.48)O3, [Co(NH3)6]Cl3, CuSO4·5H2O, Fe₂O₃.
#pragma once

#include "framework/data/formulas/element_symbols.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sinter::data {

/// The elements of a formula in order of first appearance, each once, with their summed amounts. No memory of
/// its own: an object can be used again for the next formula.
struct Formula {
    std::size_t size;
    std::array<std::uint8_t, element_count> atomic_numbers; ///< 1..118
    std::array<double, element_count> amounts;              ///< > 0
};

enum class FormulaErrorKind : std::uint8_t {
    empty_formula,        ///< nothing, or only spaces
    unexpected_character, ///< `quoted` cannot stand here
    unknown_element,      ///< `quoted` looks like a symbol and is none
    isotope,              ///< D or T, with Isotopes::error
    ambiguous_dot,        ///< CuSO4.5H2O: a decimal point or a hydrate dot
    leading_zero,         ///< BaTi03: an amount that begins with a zero, or the letter O
    empty_group,          ///< (), or a bracket that ends the formula
    unbalanced_bracket,
    no_atoms,         ///< all amounts are zero
    amount_too_large, ///< above largest_amount
    too_long,         ///< more than longest_formula bytes or most_terms element symbols
    too_deep,         ///< brackets nested deeper than deepest_nesting
    invalid_utf8
};

struct FormulaError {
    FormulaErrorKind kind;
    std::size_t position; ///< of the character, counted in code points from 0
    std::string quoted;   ///< what stands there; empty where that says nothing
    std::string message;  ///< a readable line with the position counted from 1; of ambiguous_dot and
                          ///< leading_zero both readings
};

inline constexpr std::size_t longest_formula = 4096; ///< bytes
inline constexpr std::size_t most_terms = 512;       ///< element symbols in one formula
inline constexpr std::size_t deepest_nesting = 32;
inline constexpr double largest_amount = 1e9;
/// Amounts below are taken as zero, and elements without atoms are left out (as pymatgen does).
inline constexpr double smallest_amount = 1e-8;

/// What D and T (deuterium, tritium) are.
enum class Isotopes : std::uint8_t {
    error,  ///< FormulaErrorKind::isotope
    element ///< H: the element of which they are isotopes
};

/// Reads a formula. On success nothing is returned and `formula` is filled; else `formula` is unspecified.
/// Any bytes are safe. Does not allocate on success; independent of the locale. From several threads at once.
///
/// Grammar: elements with optional amounts (2, .5, 1.5, 6e-05; subscript and full-width digits count as
/// digits), brackets of three kinds, spaces anywhere but inside a symbol or number, `·` (also `•`, `⋅`, `∙`)
/// before a hydrate or another part, each part with a coefficient in front (3Al2O3·2SiO2; a coefficient
/// without a dot is refused), `@` between parts. No number begins with a zero and a digit (03): nobody writes
/// an amount so, and BaTi03 is mostly barium titanate with a zero typed for its O.
[[nodiscard]] std::optional<FormulaError> parse_formula(std::string_view text, Formula& formula,
                                                        Isotopes isotopes = Isotopes::error);

/// "unexpected-character" and so on, as in reports.
[[nodiscard]] std::string_view name_of(FormulaErrorKind kind) noexcept;

} // namespace sinter::data
