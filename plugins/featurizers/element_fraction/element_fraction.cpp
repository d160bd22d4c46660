// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/element_fraction/element_fraction.hpp"

#include "plugins/featurizers/elements/elements.hpp"
#include "plugins/featurizers/elements/fractions.hpp"

#include <limits>
#include <utility>

namespace sinter::plugins::element_fraction {

ElementFraction::ElementFraction(const Options& /*options*/, const std::vector<InputColumn>& /*inputs*/) {
    for (int z = 1; z <= elements::element_count; ++z) {
        Feature feature;
        feature.name = elements::symbol(z);
        features_.push_back(std::move(feature));
    }
}

void ElementFraction::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    auto filled = out.map();
    for (Index i = 0; i < materials.size(); ++i) {
        const elements::Fractions composition(materials.composition(i));
        if (composition.empty()) {
            filled.row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
            rows.error(i, "it has no composition");
            continue;
        }
        filled.row(i).setZero();
        for (std::size_t e = 0; e < composition.size(); ++e) {
            out(i, composition.atomic_number(e) - 1) = composition.fraction(e);
        }
    }
}

} // namespace sinter::plugins::element_fraction
