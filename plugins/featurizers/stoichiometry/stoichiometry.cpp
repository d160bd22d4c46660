// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/stoichiometry/stoichiometry.hpp"

#include "plugins/featurizers/elements/fractions.hpp"
#include "plugins/featurizers/stoichiometry/formula_unit.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace sinter::plugins::stoichiometry {

namespace {

constexpr std::array<const char*, 6> norm_names = {"0-norm", "2-norm", "3-norm",
                                                   "5-norm", "7-norm", "10-norm"};

std::array<double, norm_names.size()> norms(const elements::Fractions& composition) {
    double second = 0;
    double third = 0;
    double fifth = 0;
    double seventh = 0;
    double tenth = 0;
    for (std::size_t i = 0; i < composition.size(); ++i) {
        const double x = composition.fraction(i);
        const double x2 = x * x;
        const double x5 = x2 * x2 * x;
        second += x2;
        third += x2 * x;
        fifth += x5;
        seventh += x5 * x2;
        tenth += x5 * x5;
    }
    return {static_cast<double>(composition.size()),
            std::sqrt(second),
            std::cbrt(third),
            std::pow(fifth, 1.0 / 5),
            std::pow(seventh, 1.0 / 7),
            std::pow(tenth, 1.0 / 10)};
}

} // namespace

Parameters Stoichiometry::parameters() {
    Parameters parameters;
    parameters.boolean("num_atoms", false)
        .doc("begin with the number of atoms in a formula unit; amounts finer than 0.0001 make it depend on "
             "how the formula is written");
    return parameters;
}

Stoichiometry::Stoichiometry(const Options& options, const std::vector<InputColumn>& /*inputs*/)
    : with_atom_count_(options.boolean("num_atoms")) {
    const auto add = [this](const char* name) {
        Feature feature;
        feature.name = name;
        features_.push_back(std::move(feature));
    };
    if (with_atom_count_) {
        add("num atoms");
    }
    for (const auto* name : norm_names) {
        add(name);
    }
}

void Stoichiometry::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    for (Index i = 0; i < materials.size(); ++i) {
        const elements::Fractions composition(materials.composition(i));
        if (composition.empty()) {
            out.map().row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
            rows.error(i, "it has no composition");
            continue;
        }
        Index column = 0;
        if (with_atom_count_) {
            out(i, column++) = atoms_per_formula_unit(materials.composition(i));
        }
        for (const double norm : norms(composition)) {
            out(i, column++) = norm;
        }
    }
}

} // namespace sinter::plugins::stoichiometry
