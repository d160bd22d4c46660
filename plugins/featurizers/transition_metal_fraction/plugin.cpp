// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/transition_metal_fraction/transition_metal_fraction.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(sinter::plugins::transition_metal_fraction::TransitionMetalFraction,
                         "transition_metal_fraction", "0.1.0",
                         "the atomic fraction of transition metals (Deml et al. 2016)");
