// SPDX-License-Identifier: Apache-2.0
#include "sound_learner.hpp"

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "sound", "1.0.0", "a plugin with nothing wrong");
