// SPDX-License-Identifier: Apache-2.0
// The manifest says strategy; it is a learner.
#include "../sound_learner.hpp"

MANIFEST_OF("wrong_kind", "strategy", "1.0.0", "1");
ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "wrong_kind", "1.0.0", SOUND_GET);
