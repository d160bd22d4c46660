// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

MANIFEST_OF("wrong_version", "learner", "1.0.0", "1");
ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "wrong_version", "2.0.0", SOUND_GET);
