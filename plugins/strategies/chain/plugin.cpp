// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/chain/chain.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(sinter::plugins::chain::Chain, "chain", "0.1.0",
                       "learns one source after the other, each with those before it, and the target last");
