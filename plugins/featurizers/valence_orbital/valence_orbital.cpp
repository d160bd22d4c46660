// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/valence_orbital/valence_orbital.hpp"

#include "plugins/featurizers/elements/valence.hpp"

#include <limits>

namespace sinter::plugins::valence_orbital {

Parameters ValenceOrbital::parameters() {
    Parameters parameters;
    elements::declare_missing(parameters);
    return parameters;
}

ValenceOrbital::ValenceOrbital(const Options& options, const std::vector<InputColumn>& /*inputs*/)
    : table_(elements::valence_properties(), elements::missing_option(options)),
      features_(elements::valence_features()) {}

void ValenceOrbital::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    for (Index i = 0; i < materials.size(); ++i) {
        const elements::Fractions composition(materials.composition(i));
        if (table_.admit(composition, i, rows)) {
            elements::write_valence(composition, table_, 0, &out(i, 0), out.c().column_stride);
        } else {
            out.map().row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
        }
    }
}

} // namespace sinter::plugins::valence_orbital
