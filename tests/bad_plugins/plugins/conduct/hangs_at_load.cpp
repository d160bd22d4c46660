// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <unistd.h>

__attribute__((constructor)) static void at_load() {
    for (;;) {
        pause();
    }
}

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "hangs_at_load", "1.0.0", "");
