// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <cstdlib>

__attribute__((constructor)) static void at_load() { std::abort(); }

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "crashes_at_load", "1.0.0", "");
