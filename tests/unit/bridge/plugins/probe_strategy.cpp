// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/bridge/plugins/probes.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(sinter::tests::ProbeStrategy, "probe_strategy", "1.0.0",
                       "answers that can be told from the inputs");
