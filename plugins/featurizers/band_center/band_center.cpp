// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/band_center/band_center.hpp"

#include <cmath>
#include <limits>

namespace sinter::plugins::band_center {

namespace {

using elements::Property;

/// Rounded as in the published features (matminer); the exact factor, 96.485, gives values 5e-5 smaller.
constexpr double kj_mol_per_ev = 96.48;

std::vector<double> log_mulliken(const elements::PropertyTable& table) {
    std::vector<double> logs(elements::element_count + 1);
    for (int z = 1; z <= elements::element_count; ++z) {
        const double* energies = table.row(z);
        logs[static_cast<std::size_t>(z)] = std::log((energies[0] + energies[1]) / 2 / kj_mol_per_ev);
    }
    return logs;
}

} // namespace

Parameters BandCenter::parameters() {
    Parameters parameters;
    elements::declare_missing(parameters);
    return parameters;
}

BandCenter::BandCenter(const Options& options, const std::vector<InputColumn>& /*inputs*/)
    : table_({Property::molar_ionization_energy, Property::electron_affinity},
             elements::missing_option(options)),
      log_mulliken_(log_mulliken(table_)), features_(1) {
    features_[0].name = "band center";
    features_[0].unit = "eV";
}

void BandCenter::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    for (Index i = 0; i < materials.size(); ++i) {
        const elements::Fractions composition(materials.composition(i));
        if (!table_.admit(composition, i, rows)) {
            out(i, 0) = std::numeric_limits<double>::quiet_NaN();
            continue;
        }
        double sum = 0;
        for (std::size_t e = 0; e < composition.size(); ++e) {
            sum += composition.fraction(e) * log_mulliken_[composition.atomic_number(e)];
        }
        out(i, 0) = std::exp(sum);
    }
}

} // namespace sinter::plugins::band_center
