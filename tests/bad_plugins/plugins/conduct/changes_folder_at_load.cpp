// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <unistd.h>

__attribute__((constructor)) static void at_load() {
    if (chdir("/") != 0) {
        _exit(1);
    }
}

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "changes_folder_at_load", "1.0.0", "");
