// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <cfenv>

__attribute__((constructor)) static void at_load() { std::fesetround(FE_UPWARD); }

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "changes_rounding", "1.0.0", "");
