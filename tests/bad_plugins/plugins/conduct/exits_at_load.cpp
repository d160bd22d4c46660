// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <unistd.h>

__attribute__((constructor)) static void at_load() { _exit(0); }

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "exits_at_load", "1.0.0", "");
