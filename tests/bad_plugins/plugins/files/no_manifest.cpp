// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "no_manifest", "1.0.0", SOUND_GET);
