// SPDX-License-Identifier: Apache-2.0
//
// Three decimals are how precisely formulas are usually stated; three digits of a dopant are what tells one
// doped material from the next.
#include "framework/data/formulas/reduced_composition.hpp"

#include "framework/data/formulas/element_symbols.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <span>

namespace sinter::data {
namespace {

struct WholeAmounts {
    std::array<std::int64_t, element_count> values;
};

constexpr double usual_scale = 1e3;
constexpr double finest_scale = 1e9; // largest_amount * 10^9 still fits 64 bits
constexpr double three_digits = 100;

std::span<const double> amounts_of(const Formula& formula) noexcept {
    return std::span(formula.amounts).first(formula.size);
}

/// Whether every amount times `scale` is whole, but for the rounding of doubles: a sum of decimals such as
/// 0.1 + 0.2 is off by some 10^-16 of itself.
bool all_whole(std::span<const double> amounts, double scale) noexcept {
    constexpr double rounding = 1e-12;
    return std::all_of(amounts.begin(), amounts.end(), [&](double amount) {
        const double scaled = amount * scale;
        return std::abs(scaled - std::nearbyint(scaled)) <= rounding * scaled;
    });
}

double scale_of(const Formula& formula) noexcept {
    const auto amounts = amounts_of(formula);
    const bool as_it_is =
        std::all_of(amounts.begin(), amounts.end(), [](double a) { return a == std::floor(a); });
    if (as_it_is) {
        return 1.0;
    }
    const double smallest = *std::min_element(amounts.begin(), amounts.end());
    double scale = usual_scale;
    while (scale < finest_scale && std::nearbyint(smallest * scale) < three_digits &&
           !all_whole(amounts, scale)) {
        scale *= usual_scale;
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

bool is_dilute(const Formula& formula) noexcept { return scale_of(formula) > usual_scale; }

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
