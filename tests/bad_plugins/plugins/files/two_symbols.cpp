// SPDX-License-Identifier: Apache-2.0
// Built without the version script.
#include "../sound_learner.hpp"

extern "C" __attribute__((visibility("default"))) int another_symbol();
extern "C" int another_symbol() { return 1; }

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "two_symbols", "1.0.0", "");
