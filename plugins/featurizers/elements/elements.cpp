// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/elements/elements.hpp"

#include "plugins/featurizers/elements/element_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sinter::elements {

namespace {

struct Heading {
    std::string_view name;
    std::string_view unit;
};

constexpr std::array<Heading, property_count> headings = {{
    {"Number", ""},
    {"MendeleevNumber", ""},
    {"AtomicWeight", "u"},
    {"MeltingT", "K"},
    {"Column", ""},
    {"Row", ""},
    {"CovalentRadius", "pm"},
    {"Electronegativity", ""},
    {"NsValence", ""},
    {"NpValence", ""},
    {"NdValence", ""},
    {"NfValence", ""},
    {"NValence", ""},
    {"NsUnfilled", ""},
    {"NpUnfilled", ""},
    {"NdUnfilled", ""},
    {"NfUnfilled", ""},
    {"NUnfilled", ""},
    {"GSvolume_pa", "angstrom^3"},
    {"GSbandgap", "eV"},
    {"GSmagmom", "mu_B"},
    {"SpaceGroupNumber", ""},
    {"AtomicRadius", "angstrom"},
    {"MiracleRadius", "pm"},
    {"ElectronAffinity", "kJ/mol"},
    {"FirstIonizationEnergy", "eV"},
    {"PaulingElectronegativity", ""},
    {"MolarIonizationEnergy", "kJ/mol"},
}};

std::array<double, property_count> means_of_known_values() {
    std::array<double, property_count> means{};
    for (std::size_t p = 0; p < property_count; ++p) {
        double sum = 0;
        int known = 0;
        for (const auto& element : values) {
            if (std::isnan(element[p])) {
                continue;
            }
            sum += element[p];
            ++known;
        }
        means[p] = sum / known;
    }
    return means;
}

std::size_t row_of(int atomic_number) { return static_cast<std::size_t>(atomic_number - 1); }

} // namespace

std::string_view symbol(int atomic_number) noexcept { return symbols[row_of(atomic_number)]; }

std::optional<int> atomic_number(std::string_view symbol) noexcept {
    const auto found = std::find(symbols.begin(), symbols.end(), symbol);
    if (found == symbols.end()) {
        return std::nullopt;
    }
    return static_cast<int>(found - symbols.begin()) + 1;
}

std::string_view name(Property property) noexcept {
    return headings[static_cast<std::size_t>(property)].name;
}
std::string_view unit(Property property) noexcept {
    return headings[static_cast<std::size_t>(property)].unit;
}

double property(Property property, int atomic_number) noexcept {
    return values[row_of(atomic_number)][static_cast<std::size_t>(property)];
}

Span<double> properties(int atomic_number) noexcept {
    const auto& row = values[row_of(atomic_number)];
    return {row.data(), row.size()};
}

Span<std::int8_t> oxidation_states(int atomic_number) noexcept {
    const auto& common = common_oxidation_states[row_of(atomic_number)];
    return {common.states.data(), common.count};
}

double mean(Property property) noexcept {
    static const auto means = means_of_known_values();
    return means[static_cast<std::size_t>(property)];
}

} // namespace sinter::elements
