// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/latent_variable/latent_variable.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(sinter::plugins::latent_variable::LatentVariable, "latent_variable", "0.1.0",
                       "gives the sources' predictions to the target's model as further features");
