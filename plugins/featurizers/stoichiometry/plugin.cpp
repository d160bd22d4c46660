// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/stoichiometry/stoichiometry.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(sinter::plugins::stoichiometry::Stoichiometry, "stoichiometry", "0.1.0",
                         "norms of the atomic fractions, whatever the elements (Ward et al. 2016)");
