// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/transition_metal_fraction/transition_metal_fraction.hpp"

#include "plugins/featurizers/elements/elements.hpp"
#include "plugins/featurizers/elements/fractions.hpp"

#include <limits>

namespace sinter::plugins::transition_metal_fraction {

TransitionMetalFraction::TransitionMetalFraction(const Options& /*options*/,
                                                 const std::vector<InputColumn>& /*inputs*/)
    : features_(1) {
    features_[0].name = "transition metal fraction";
}

void TransitionMetalFraction::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    for (Index i = 0; i < materials.size(); ++i) {
        const elements::Fractions composition(materials.composition(i));
        if (composition.empty()) {
            out(i, 0) = std::numeric_limits<double>::quiet_NaN();
            rows.error(i, "it has no composition");
            continue;
        }
        double amount = 0;
        for (std::size_t e = 0; e < composition.size(); ++e) {
            amount += elements::is_transition_metal(composition.atomic_number(e)) ? composition.amount(e) : 0;
        }
        out(i, 0) = amount / composition.total();
    }
}

} // namespace sinter::plugins::transition_metal_fraction
