// SPDX-License-Identifier: Apache-2.0
//
// How decimal amounts become whole: they are multiplied by 1000 and rounded (a half to the even number). That
// is how precisely formulas are usually stated, and it makes Hf1O0.1667 and Hf1O0.167 one material. Where an
// amount would vanish (a dopant of 0.0001), all amounts of that formula are rounded to six or nine decimals
// instead.
#include "framework/data/reduced_composition.hpp"

#include "framework/data/element_symbols.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

namespace sinter::data {
namespace {

struct WholeAmounts {
    std::array<std::int64_t, element_count> values;
};

bool all_whole(const Formula& formula) noexcept {
    return std::all_of(formula.amounts.begin(),
                       formula.amounts.begin() + static_cast<std::ptrdiff_t>(formula.size),
                       [](double amount) { return amount == std::floor(amount); });
}

/// 1, or 10^3, 10^6 or 10^9: the smallest by which no amount vanishes. largest_amount * 10^9 still fits 64
/// bits.
double scale_of(const Formula& formula) noexcept {
    if (all_whole(formula)) {
        return 1.0;
    }
    const double smallest = *std::min_element(
        formula.amounts.begin(), formula.amounts.begin() + static_cast<std::ptrdiff_t>(formula.size));
    double scale = 1e3;
    while (scale < 1e9 && smallest * scale < 0.5) {
        scale *= 1e3;
    }
    return scale;
}

WholeAmounts whole_amounts(const Formula& formula) noexcept {
    const double scale = scale_of(formula);
    WholeAmounts whole; // NOLINT: filled up to formula.size
    std::int64_t divisor = 0;
    for (std::size_t i = 0; i < formula.size; ++i) {
        whole.values[i] = static_cast<std::int64_t>(std::nearbyint(formula.amounts[i] * scale));
        divisor = std::gcd(divisor, whole.values[i]);
    }
    if (divisor > 1) {
        for (std::size_t i = 0; i < formula.size; ++i) {
            whole.values[i] /= divisor;
        }
    }
    return whole;
}

/// Formulas are short: insertion sort of indices by the rank of the element.
void sort_by_alphabet(const Formula& formula, std::array<std::uint8_t, element_count>& order) noexcept {
    for (std::size_t i = 0; i < formula.size; ++i) {
        const auto rank = alphabetical_rank(formula.atomic_numbers[i]);
        std::size_t place = i;
        while (place > 0 && alphabetical_rank(formula.atomic_numbers[order[place - 1]]) > rank) {
            order[place] = order[place - 1];
            --place;
        }
        order[place] = static_cast<std::uint8_t>(i);
    }
}

void append_number(std::int64_t number, std::string& text) {
    std::array<char, 20> digits; // NOLINT: filled by to_chars
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    text.append(digits.data(), static_cast<std::size_t>(result.ptr - digits.data()));
}

} // namespace

void append_reduced_formula(const Formula& formula, std::string& text) {
    const WholeAmounts whole = whole_amounts(formula);
    std::array<std::uint8_t, element_count> order; // NOLINT: filled up to formula.size
    sort_by_alphabet(formula, order);
    for (std::size_t i = 0; i < formula.size; ++i) {
        const std::size_t element = order[i];
        text += element_symbol(formula.atomic_numbers[element]);
        if (whole.values[element] != 1) {
            append_number(whole.values[element], text);
        }
    }
}

std::string reduced_formula(const Formula& formula) {
    std::string text;
    append_reduced_formula(formula, text);
    return text;
}

std::uint64_t material_key(std::string_view text) noexcept {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3U;
    }
    hash ^= hash >> 33;
    hash *= 0xFF51AFD7ED558CCDU;
    hash ^= hash >> 33;
    hash *= 0xC4CEB9FE1A85EC53U;
    hash ^= hash >> 33;
    return hash;
}

} // namespace sinter::data
