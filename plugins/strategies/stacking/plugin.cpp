// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/stacking/stacking.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(sinter::plugins::stacking::Stacking, "stacking", "0.1.0",
                       "learns the target from what several learners predict of it and of the sources");
