// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/stoichiometry/formula_unit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace sinter::plugins::stoichiometry {

namespace {

constexpr double smallest_remainder = 1e-4;
constexpr std::uint8_t oxygen = 8;
constexpr std::array<std::uint8_t, 5> molecules = {1, 7, 8, 9, 17};       // H N O F Cl
constexpr std::array<std::uint8_t, 6> peroxides = {1, 3, 11, 19, 37, 55}; // H Li Na K Rb Cs

/// Euclid's algorithm; a remainder up to `tolerance` counts as zero.
double common_divisor(double a, double b, double tolerance) {
    while (b > tolerance) {
        const double remainder = std::fmod(a, b);
        a = b;
        b = remainder;
    }
    return a;
}

bool holds(Span<std::uint8_t> list, std::uint8_t atomic_number) {
    return std::find(list.begin(), list.end(), atomic_number) != list.end();
}

/// Whether the smallest formula (each count over their divisor) is one that stands for twice as many atoms.
bool counts_twice(const Composition& composition, double unit, double divisor) {
    const auto& z = composition.atomic_numbers;
    const auto is_one = [&](std::size_t i) {
        return std::nearbyint(composition.amounts[i] / unit) == divisor;
    };
    if (z.size() == 1) {
        return holds({molecules.data(), molecules.size()}, z[0]);
    }
    if (z.size() != 2 || !is_one(0) || !is_one(1) || (z[0] != oxygen && z[1] != oxygen)) {
        return false;
    }
    return holds({peroxides.data(), peroxides.size()}, z[0] == oxygen ? z[1] : z[0]);
}

} // namespace

double atoms_per_formula_unit(const Composition& composition) {
    double unit = composition.amounts[0];
    double total = 0;
    for (const double amount : composition.amounts) {
        unit = common_divisor(unit, amount, smallest_remainder);
        total += amount;
    }
    // Whole numbers as doubles: exact up to 2^53, and nothing overflows beyond.
    double divisor = 0;
    for (const double amount : composition.amounts) {
        divisor = common_divisor(std::nearbyint(amount / unit), divisor, 0);
    }
    const double atoms = total / (divisor * unit);
    return counts_twice(composition, unit, divisor) ? 2 * atoms : atoms;
}

} // namespace sinter::plugins::stoichiometry
