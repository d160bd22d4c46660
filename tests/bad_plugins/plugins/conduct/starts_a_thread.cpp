// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <pthread.h>
#include <unistd.h>

static void* wait_for_ever(void*) {
    for (;;) {
        pause();
    }
}

__attribute__((constructor)) static void at_load() {
    pthread_t thread{};
    pthread_create(&thread, nullptr, wait_for_ever, nullptr);
}

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "starts_a_thread", "1.0.0", "");
