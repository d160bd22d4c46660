// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/bridge/plugins/probes.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(sinter::tests::ProbeFeaturizer, "probe_featurizer", "1.0.0",
                         "answers that can be told from the inputs");
