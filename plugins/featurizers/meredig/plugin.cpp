// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/meredig/meredig.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(
    sinter::plugins::meredig::Meredig, "meredig", "0.1.0",
    "118 atomic fractions and 17 means, ranges and valence features (Meredig et al. 2014)");
