// SPDX-License-Identifier: Apache-2.0
// Nothing is wrong with the source; it is linked with -ffast-math.
#include "../sound_learner.hpp"

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "fast_math", "1.0.0", "");
