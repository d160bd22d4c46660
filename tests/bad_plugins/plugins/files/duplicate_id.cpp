// SPDX-License-Identifier: Apache-2.0
// Nothing is wrong with it but its id, which the plugin "sound" has as well.
#include "../sound_learner.hpp"

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "sound", "1.0.1", "another one of that name");
