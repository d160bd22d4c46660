// SPDX-License-Identifier: Apache-2.0
#include "bench_model.hpp"

#include <sinter/plugin.hpp>

SINTER_LEARNER_PLUGIN(sinter::bench::TrivialLearner, "bench_model", "1.0.0", "does next to nothing");
