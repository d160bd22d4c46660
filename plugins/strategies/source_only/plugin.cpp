// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/source_only/source_only.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(sinter::plugins::source_only::SourceOnly, "source_only", "0.1.0",
                       "predicts the target by the source, as it is or through a straight line");
