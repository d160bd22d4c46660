// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/boosted_transfer/boosted_transfer.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(
    sinter::plugins::boosted_transfer::BoostedTransfer, "boosted_transfer", "0.1.0",
    "boosts the target and takes weight from source rows that contradict it (TrAdaBoost.R2)");
