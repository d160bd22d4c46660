// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <cstdio>

__attribute__((constructor)) static void at_load() { std::printf("thank you for using this plugin"); }

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "prints_at_load", "1.0.0", "");
