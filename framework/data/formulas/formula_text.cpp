// SPDX-License-Identifier: Apache-2.0
#include "framework/data/formulas/formula_text.hpp"

#include "framework/bytes/look_alikes.hpp"
#include "framework/bytes/utf8.hpp"
#include "framework/data/formulas/element_symbols.hpp"
#include "framework/data/formulas/formula_case.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace sinter::data {
namespace {

char plain_character(char32_t c) noexcept {
    if (c < 0x80) {
        return static_cast<char>(c);
    }
    if (c >= U'₀' && c <= U'₉') {
        return static_cast<char>('0' + (c - U'₀'));
    }
    if (c >= U'０' && c <= U'９') {
        return static_cast<char>('0' + (c - U'０'));
    }
    if (c == 0x00A0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000) {
        return ' ';
    }
    if (c == U'·' || c == U'•' || c == U'⋅' || c == U'∙') {
        return hydrate_dot;
    }
    return other_character;
}

/// The bytes from character `position` on.
std::string_view from_character(std::string_view text, std::size_t position) {
    while (position > 0 && !text.empty()) {
        text.remove_prefix(std::max<std::size_t>(1, bytes::first_code_point(text).bytes));
        --position;
    }
    return text;
}

std::string_view first_character(std::string_view text) {
    return text.empty() ? text
                        : text.substr(0, std::max<std::size_t>(1, bytes::first_code_point(text).bytes));
}

/// An unknown symbol: the capital and the small letter behind it.
std::string_view symbol_at(std::string_view text) {
    const bool two = text.size() > 1 && text[1] >= 'a' && text[1] <= 'z';
    return text.substr(0, two ? 2 : 1);
}

/// Whether the first character is a digit, in whatever script; the same for a zero.
bool is_digit(std::string_view text) {
    const char c = text.empty() ? '\0' : plain_character(bytes::first_code_point(text).value);
    return c >= '0' && c <= '9';
}
bool is_zero(std::string_view text) {
    return !text.empty() && plain_character(bytes::first_code_point(text).value) == '0';
}

/// Where a number that has its dot at the start of `rest` ends.
std::size_t digits_behind(std::string_view rest) {
    std::size_t count = 0;
    while (count < rest.size() && rest[count] >= '0' && rest[count] <= '9') {
        ++count;
    }
    return count;
}

std::string both_readings(std::string_view text, std::string_view rest) {
    const std::string_view before = text.substr(0, text.size() - rest.size());
    const std::string_view after = rest.substr(1);
    const std::size_t digits = digits_behind(after);
    return fmt::format("could be a hydrate, {}·{}, or a decimal amount, {}.{} {}; write it as one of these",
                       before, after, before, after.substr(0, digits), after.substr(digits));
}

/// BaTi03: what it would be with the letter O, and what without the zero.
std::string zero_or_letter(std::string_view text, std::string_view rest) {
    const std::string_view before = text.substr(0, text.size() - rest.size());
    const auto without_zero = [](std::string_view number) {
        return number.substr(first_character(number).size());
    };
    std::string_view number = without_zero(rest);
    while (is_zero(number) && is_digit(without_zero(number))) {
        number = without_zero(number);
    }
    return fmt::format("a zero, or the letter O? Write {}O{} or {}{}", before, without_zero(rest), before,
                       number);
}

/// " (...: NaCl?)", where letters of another case would make a formula; else empty.
std::string case_advice(std::string_view formula) {
    const auto readings = with_usual_case(formula);
    if (readings.empty()) {
        return {};
    }
    const bool capitals =
        std::none_of(formula.begin(), formula.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return fmt::format(" ({}: {}?)",
                       capitals ? "only the first letter of a symbol is a capital"
                                : "element symbols begin with a capital",
                       fmt::join(readings, " or "));
}

std::string unknown_element(std::string_view formula, std::string_view rest) {
    const std::string_view symbol = symbol_at(rest);
    return fmt::format("\"{}\" is not an element{}", symbol, case_advice(formula));
}

/// The character, and what its code does not say: what it looks like.
std::string quoted_character(std::string_view character) {
    const char32_t sign = bytes::first_code_point(character).value;
    if (const char looks = bytes::looks_like(sign); looks != '\0') {
        return fmt::format("\"{}\", which looks like {}{},", bytes::code_of(sign),
                           looks == '-' ? "" : "the letter ", looks);
    }
    const bool hidden = sign >= 0x80 && bytes::does_not_show(sign);
    return fmt::format("\"{}\"{}", bytes::shown(character), hidden ? ", which does not show," : "");
}

std::string unexpected(std::string_view formula, std::string_view quoted) {
    if (quoted.empty()) {
        return "the formula ends too early";
    }
    std::string text = "unexpected " + quoted_character(quoted) + case_advice(formula);
    if (quoted == "-" || quoted == "+" || quoted == "^") {
        text += " (no charges, ranges or unknown amounts)";
    }
    if (quoted == "/") {
        text += " (write ratios as decimals)";
    }
    if (quoted == "*" || quoted == "½") {
        text += " (write hydrates like CuSO4·5H2O, halves like ·0.5H2O)";
    }
    return text;
}

std::string sentence(FormulaErrorKind kind, std::string_view text, std::string_view rest,
                     std::string_view quoted) {
    switch (kind) {
    case FormulaErrorKind::empty_formula:
        return "the formula is empty";
    case FormulaErrorKind::unexpected_character:
        return unexpected(text, quoted);
    case FormulaErrorKind::unknown_element:
        return unknown_element(text, rest);
    case FormulaErrorKind::isotope:
        return fmt::format("\"{}\" is an isotope, not an element (use H)", quoted);
    case FormulaErrorKind::ambiguous_dot:
        return both_readings(text, rest);
    case FormulaErrorKind::leading_zero:
        return zero_or_letter(text, rest);
    case FormulaErrorKind::empty_group:
        return "nothing stands inside the bracket";
    case FormulaErrorKind::unbalanced_bracket:
        return fmt::format("the bracket \"{}\" has no partner", quoted);
    case FormulaErrorKind::no_atoms:
        return "all amounts are zero; a zero, or the letter O?";
    case FormulaErrorKind::amount_too_large:
        return fmt::format("an amount is larger than {:g}", largest_amount);
    case FormulaErrorKind::too_long:
        return fmt::format("longer than {} bytes or {} element symbols", longest_formula, most_terms);
    case FormulaErrorKind::too_deep:
        return fmt::format("brackets nested deeper than {}", deepest_nesting);
    case FormulaErrorKind::invalid_utf8:
        return fmt::format("not UTF-8 ({})", bytes::shown(quoted));
    }
    return {};
}

bool has_place(const FormulaFault& fault) {
    const auto kind = fault.kind;
    if (kind == FormulaErrorKind::amount_too_large && fault.position == 0) {
        return false;
    } // of a sum
    return kind != FormulaErrorKind::empty_formula && kind != FormulaErrorKind::no_atoms &&
           kind != FormulaErrorKind::too_long;
}

} // namespace

bool is_ascii(std::string_view text) noexcept {
    unsigned all = 0;
    for (const char c : text) {
        all |= static_cast<unsigned char>(c);
    }
    return all < 0x80;
}

PlainText one_byte_each(std::string_view text, std::array<char, longest_formula>& buffer) noexcept {
    PlainText plain;
    while (!text.empty()) {
        const bytes::CodePoint point = bytes::first_code_point(text);
        if (point.bytes == 0) {
            return plain;
        }
        buffer[plain.size++] = plain_character(point.value);
        text.remove_prefix(point.bytes);
    }
    plain.valid = true;
    return plain;
}

FormulaError explain(std::string_view text, const FormulaFault& fault) {
    const std::string_view rest = from_character(text, fault.position);
    const bool symbol = fault.kind == FormulaErrorKind::unknown_element;
    std::string quoted(has_place(fault) ? (symbol ? symbol_at(rest) : first_character(rest)) : "");
    std::string message = sentence(fault.kind, text, rest, quoted);
    if (has_place(fault)) {
        message += fmt::format("{} at character {}", message.back() == ',' ? "" : ",", fault.position + 1);
    }
    return {fault.kind, fault.position, std::move(quoted), std::move(message)};
}

std::string_view name_of(FormulaErrorKind kind) noexcept {
    switch (kind) {
    case FormulaErrorKind::empty_formula:
        return "empty-formula";
    case FormulaErrorKind::unexpected_character:
        return "unexpected-character";
    case FormulaErrorKind::unknown_element:
        return "unknown-element";
    case FormulaErrorKind::isotope:
        return "isotope";
    case FormulaErrorKind::ambiguous_dot:
        return "ambiguous-dot";
    case FormulaErrorKind::leading_zero:
        return "leading-zero";
    case FormulaErrorKind::empty_group:
        return "empty-group";
    case FormulaErrorKind::unbalanced_bracket:
        return "unbalanced-bracket";
    case FormulaErrorKind::no_atoms:
        return "no-atoms";
    case FormulaErrorKind::amount_too_large:
        return "amount-too-large";
    case FormulaErrorKind::too_long:
        return "too-long";
    case FormulaErrorKind::too_deep:
        return "too-deep";
    case FormulaErrorKind::invalid_utf8:
        return "invalid-utf8";
    }
    return "";
}

} // namespace sinter::data
