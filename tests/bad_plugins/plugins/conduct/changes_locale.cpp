// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <clocale>

__attribute__((constructor)) static void at_load() { std::setlocale(LC_ALL, "C.UTF-8"); }

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "changes_locale", "1.0.0", "");
