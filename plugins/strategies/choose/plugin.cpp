// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/choose/choose.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(
    sinter::plugins::choose::Choose, "choose", "0.1.0",
    "takes the strategy, or the mixture, that predicts the target's training materials best");
