// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/single_task/single_task.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(sinter::plugins::single_task::SingleTask, "single_task", "0.1.0",
                       "fits the target's own labels and transfers nothing: the baseline");
