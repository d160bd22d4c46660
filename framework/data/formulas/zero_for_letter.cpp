// SPDX-License-Identifier: Apache-2.0
#include "framework/data/formulas/zero_for_letter.hpp"

#include "framework/data/formulas/formula_text.hpp"
#include "framework/data/formulas/reduced_composition.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace sinter::data {
namespace {

constexpr std::uint8_t carbon = 6;
constexpr std::uint8_t oxygen = 8;
constexpr std::string_view digits = "0123456789";

bool has_oxygen(const Formula& formula) {
    const auto* end = formula.atomic_numbers.data() + formula.size;
    return std::find(formula.atomic_numbers.data(), end, oxygen) != end;
}

/// The element that the last amount counts: the symbol before `amount`; empty where a bracket, a point or
/// something else stands there.
std::string_view symbol_before(std::string_view text, std::size_t amount) {
    const auto last = text.find_last_not_of(" \t", amount == 0 ? 0 : amount - 1);
    if (amount == 0 || last == std::string_view::npos) {
        return {};
    }
    const auto is = [&](std::size_t at, int (*kind)(int)) {
        return kind(static_cast<unsigned char>(text[at])) != 0;
    };
    const std::size_t first = last > 0 && is(last, std::islower) ? last - 1 : last;
    return is(first, std::isupper) ? text.substr(first, last - first + 1) : std::string_view();
}

/// Whether a zero at `zero` of this amount may be meant as a letter.
bool may_be_letter(std::string_view amount, std::size_t zero, bool lone) {
    if (zero == 0 || amount[zero] != '0') {
        return false;
    }
    const bool inside = amount.size() > 2 && zero + 1 < amount.size() && amount[zero + 1] != '0';
    return lone || (inside && amount.substr(0, zero) != "1");
}

/// The text with the letter, if that is an oxide of the same elements.
std::optional<Formula> with_letter(const std::string& text, const Formula& formula, Isotopes isotopes) {
    Formula oxide; // NOLINT: filled by parse_formula
    if (parse_formula(text, oxide, isotopes) || oxide.size != formula.size + 1 || !has_oxygen(oxide)) {
        return std::nullopt;
    }
    return oxide;
}

} // namespace

std::optional<OxideReading> oxide_reading(std::string_view text, const Formula& formula, Isotopes isotopes) {
    std::array<char, longest_formula> buffer; // NOLINT: filled by one_byte_each
    if (has_oxygen(formula) || formula.size == 0) {
        return std::nullopt;
    }
    if (!is_ascii(text)) {
        text = std::string_view(buffer.data(), one_byte_each(text, buffer).size);
    }
    const auto before = text.find_last_not_of(digits);
    const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
    const auto amount = text.substr(start);
    const auto symbol = symbol_before(text, start);
    if (symbol.empty() || text.find(hydrate_dot) != std::string_view::npos) {
        return std::nullopt;
    }
    for (std::size_t zero = 1; zero < amount.size(); ++zero) {
        if (!may_be_letter(amount, zero, formula.size == 1)) {
            continue;
        }
        std::string written(text);
        written[start + zero] = 'O';
        if (const auto oxide = with_letter(written, formula, isotopes)) {
            return OxideReading{std::string(symbol), std::string(amount), written, reduced_formula(*oxide),
                                formula.size == 1 && formula.atomic_numbers[0] == carbon};
        }
    }
    return std::nullopt;
}

} // namespace sinter::data
