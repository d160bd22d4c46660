// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/ion_property/ion_property.hpp"

#include "plugins/featurizers/ion_property/charge_balance.hpp"
#include "plugins/featurizers/ion_property/whole_numbers.hpp"

#include <sinter/unknown.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace sinter::plugins::ion_property {

namespace {

using elements::element_count;

constexpr std::size_t table_width = element_count + 1;
constexpr std::array<std::int8_t, 1> neutral = {0};

std::vector<double> ionic_characters(const elements::PropertyTable& table) {
    std::vector<double> characters(table_width * table_width);
    for (int i = 1; i <= element_count; ++i) {
        for (int j = 1; j <= element_count; ++j) {
            const double difference = *table.row(i) - *table.row(j);
            characters[static_cast<std::size_t>(i) * table_width + static_cast<std::size_t>(j)] =
                1 - std::exp(-difference * difference / 4);
        }
    }
    return characters;
}

bool is_noble_gas(int atomic_number) {
    return elements::property(elements::Property::column, atomic_number) == 18;
}

double one_state(Span<Atoms> atoms, Index row, RowReports& rows) {
    const auto possible = neutral_with_one_state_each(atoms);
    if (possible) {
        return *possible ? 1 : 0;
    }
    rows.note(row, "a million trials did not settle whether its charges can balance: left missing");
    return unknown;
}

} // namespace

Parameters IonProperty::parameters() {
    Parameters parameters;
    parameters.text("rule", "mixed_valence")
        .choices({"mixed_valence", "one_state"})
        .doc("of \"compound possible\": every atom may have any common oxidation state "
             "of its element (Fe3O4 is possible), or all atoms of an element the same");
    elements::declare_missing(parameters);
    return parameters;
}

IonProperty::IonProperty(const Options& options, const std::vector<InputColumn>& /*inputs*/)
    : missing_(elements::missing_option(options)), one_state_(options.text("rule") == "one_state"),
      table_({elements::Property::pauling_electronegativity}, missing_),
      ionic_character_(ionic_characters(table_)) {
    for (const auto* name : {"compound possible", "max ionic char", "avg ionic char"}) {
        Feature feature;
        feature.name = name;
        features_.push_back(std::move(feature));
    }
}

void IonProperty::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    for (Index i = 0; i < materials.size(); ++i) {
        const elements::Fractions composition(materials.composition(i));
        if (composition.size() == 1) {
            out(i, 0) = 1;
            out(i, 1) = 0;
            out(i, 2) = 0;
        } else if (table_.admit(composition, i, rows)) {
            out(i, 0) = compound_possible(composition, i, rows);
            write_ionic_character(composition, i, out);
        } else {
            out.map().row(i).setConstant(unknown);
        }
    }
}

double IonProperty::compound_possible(const elements::Fractions& composition, Index row,
                                      RowReports& rows) const {
    std::array<Atoms, element_count> atoms;
    for (std::size_t e = 0; e < composition.size(); ++e) {
        const int z = composition.atomic_number(e);
        atoms[e].amount = composition.amount(e);
        atoms[e].states = elements::oxidation_states(z);
        if (!atoms[e].states.empty()) {
            continue;
        }
        atoms[e].states = {neutral.data(), neutral.size()};
        if (is_noble_gas(z)) {
            continue;
        }
        if (missing_ == elements::Missing::nan) {
            return unknown;
        }
        rows.note(row, "the oxidation states of " + std::string(elements::symbol(z)) +
                           " are not known: it counts as neutral");
    }
    const Span<Atoms> present(atoms.data(), composition.size());
    if (one_state_) {
        return one_state(present, row, rows);
    }
    const auto counts = whole_numbers(composition);
    if (!counts) {
        rows.note(row,
                  "its amounts have no small common denominator: each element may have any mean oxidation "
                  "state between its extremes");
        return neutral_on_average(present) ? 1 : 0;
    }
    for (std::size_t e = 0; e < composition.size(); ++e) {
        atoms[e].count = (*counts)[e];
    }
    return neutral_with_mixed_states(present) ? 1 : 0;
}

void IonProperty::write_ionic_character(const elements::Fractions& composition, Index row,
                                        MatrixOut out) const {
    double largest = 0;
    double mean = 0;
    for (std::size_t i = 0; i < composition.size(); ++i) {
        const double* characters = &ionic_character_[composition.atomic_number(i) * table_width];
        for (std::size_t j = i + 1; j < composition.size(); ++j) {
            const double character = characters[composition.atomic_number(j)];
            largest = std::max(largest, character);
            mean += composition.fraction(i) * composition.fraction(j) * character;
        }
    }
    // The largest passes over a NaN; the mean does not.
    out(row, 1) = std::isnan(mean) ? mean : largest;
    out(row, 2) = mean;
}

} // namespace sinter::plugins::ion_property
