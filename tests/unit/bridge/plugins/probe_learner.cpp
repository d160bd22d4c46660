// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/bridge/plugins/probes.hpp"

#include <sinter/plugin.hpp>

SINTER_LEARNER_PLUGIN(sinter::tests::ProbeLearner, "probe_learner", "1.0.0",
                      "answers that can be told from the inputs");
