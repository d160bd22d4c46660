// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/multi_task/multi_task.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(sinter::plugins::multi_task::MultiTask, "multi_task", "0.1.0",
                       "fits one model that predicts targets and sources at once");
