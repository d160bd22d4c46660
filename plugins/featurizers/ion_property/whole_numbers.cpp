// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/ion_property/whole_numbers.hpp"

#include <cmath>
#include <numeric>

namespace sinter::plugins::ion_property {

namespace {

// A double that was computed from decimals is off by some 1e-16. Any number at all has a fraction within
// about 1/(p q), so a fraction within 1e-14 means something only while p q is far below 1e14.
constexpr double tolerance = 1e-14;
constexpr double largest_product = 1e12;
constexpr std::int64_t largest_multiple = 1'000'000'000; // and largest denominator
constexpr double largest_count = 1e12;

/// By continued fractions: each convergent is closer than any fraction with a smaller denominator.
std::optional<std::int64_t> denominator_of(double amount) {
    double numerator = std::floor(amount);
    double denominator = 1;
    double last_numerator = 1;
    double last_denominator = 0;
    double rest = amount - numerator;
    while (std::abs(amount - numerator / denominator) > tolerance * amount) {
        const double inverse = 1 / rest;
        const double term = std::floor(inverse);
        rest = inverse - term;
        const double next_denominator = term * denominator + last_denominator;
        const double next_numerator = term * numerator + last_numerator;
        if (!(next_numerator * next_denominator <= largest_product && next_denominator <= largest_multiple)) {
            return std::nullopt;
        }
        last_numerator = numerator;
        last_denominator = denominator;
        numerator = next_numerator;
        denominator = next_denominator;
    }
    return static_cast<std::int64_t>(denominator);
}

} // namespace

std::optional<WholeNumbers> whole_numbers(const elements::Fractions& composition) {
    std::int64_t multiple = 1;
    for (std::size_t e = 0; e < composition.size(); ++e) {
        const auto denominator = denominator_of(composition.amount(e));
        if (!denominator) {
            return std::nullopt;
        }
        multiple = std::lcm(multiple, *denominator); // at most 10^18: no overflow
        if (multiple > largest_multiple) {
            return std::nullopt;
        }
    }
    WholeNumbers counts{};
    for (std::size_t e = 0; e < composition.size(); ++e) {
        const double count = composition.amount(e) * static_cast<double>(multiple);
        if (!(count <= largest_count)) {
            return std::nullopt;
        }
        counts[e] = std::llround(count);
    }
    return counts;
}

} // namespace sinter::plugins::ion_property
