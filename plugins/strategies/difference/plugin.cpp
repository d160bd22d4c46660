// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/difference/difference.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(sinter::plugins::difference::Difference, "difference", "0.1.0",
                       "adds to the source's prediction a learned difference between target and source");
