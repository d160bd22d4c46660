// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/union/union.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(sinter::plugins::union_of_tasks::Union, "union", "0.1.0",
                       "fits one model on the rows of target and sources as if they had one label");
