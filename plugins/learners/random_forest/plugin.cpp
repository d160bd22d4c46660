// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/random_forest.hpp"

#include <sinter/plugin.hpp>

SINTER_LEARNER_PLUGIN(sinter::plugins::random_forest::RandomForest, "random_forest", "0.1.0",
                      "random forest for numbers and classes, several labels at once, "
                      "with jackknife uncertainty and out-of-bag predictions");
