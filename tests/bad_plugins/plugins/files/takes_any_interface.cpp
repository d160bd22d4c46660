// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

static const void* get(sinter_string /*id*/) noexcept {
    return sinter::bridge::learner_interface<sinter::tests::SoundLearner>(
        sinter::c_text(SINTER_LEARNER_INTERFACE));
}

MANIFEST_OF("takes_any_interface", "learner", "1.0.0", "1");
ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "takes_any_interface", "1.0.0", get);
