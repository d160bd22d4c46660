// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/ridge.hpp"

#include <sinter/plugin.hpp>

SINTER_LEARNER_PLUGIN(sinter::plugins::ridge::Ridge, "ridge", "0.1.0",
                      "linear and logistic regression with a quadratic penalty, chosen by cross-validation");
