// SPDX-License-Identifier: Apache-2.0
// Closes what is open, so that nothing of it can be told.
#include "../sound_learner.hpp"

#include <unistd.h>

__attribute__((constructor)) static void at_load() {
    for (int descriptor = 0; descriptor < 256; ++descriptor) {
        close(descriptor);
    }
}

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "closes_everything", "1.0.0", "");
