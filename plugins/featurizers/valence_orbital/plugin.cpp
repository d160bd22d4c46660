// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/valence_orbital/valence_orbital.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(
    sinter::plugins::valence_orbital::ValenceOrbital, "valence_orbital", "0.1.0",
    "valence electrons per atom in s, p, d and f orbitals, and their shares (Ward et al. 2016)");
