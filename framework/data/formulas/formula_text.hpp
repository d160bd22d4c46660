// SPDX-License-Identifier: Apache-2.0
//
// The text side of the formula parser: characters beyond ASCII on the way in, messages on the way out.
#pragma once

#include "framework/data/formulas/formula.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace sinter::data {

/// Stand-ins in rewritten text. ASCII has no such bytes, so plain text needs no rewriting.
inline constexpr char hydrate_dot = static_cast<char>(0x80);
inline constexpr char other_character = static_cast<char>(0x81);

/// What the parser found wrong, before it is put into words.
struct FormulaFault {
    FormulaFault() = default;
    FormulaFault(FormulaErrorKind what, std::size_t where) : found(true), kind(what), position(where) {}

    bool found = false;
    FormulaErrorKind kind = FormulaErrorKind::empty_formula;
    std::size_t position = 0; ///< characters
};

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

struct PlainText {
    std::size_t size =
        0; ///< bytes written, one a character; where the text is invalid: the characters before
    bool valid = false;
};

/// Subscript and full-width digits become digits, unicode spaces spaces, dots hydrate_dot, the rest other_character.
[[nodiscard]] PlainText one_byte_each(std::string_view text,
                                      std::array<char, longest_formula>& buffer) noexcept;

/// The error in words. `text` is what was written.
[[nodiscard]] FormulaError explain(std::string_view text, const FormulaFault& fault);

} // namespace sinter::data
