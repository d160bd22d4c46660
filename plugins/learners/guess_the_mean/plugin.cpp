// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/guess_the_mean/guess_the_mean.hpp"

#include <sinter/plugin.hpp>

SINTER_LEARNER_PLUGIN(
    sinter::plugins::guess_the_mean::GuessTheMean, "guess_the_mean", "0.1.0",
    "predicts the mean of the training labels, or their classes' shares: what any model has to beat");
