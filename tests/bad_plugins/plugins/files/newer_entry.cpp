// SPDX-License-Identifier: Apache-2.0
// The manifest lies about the ABI.
#include "../sound_learner.hpp"

MANIFEST_OF("newer_entry", "learner", "1.0.0", "1");
ENTRY(SINTER_MAGIC, 2, sizeof(sinter_plugin_entry_table), "newer_entry", "1.0.0", SOUND_GET);
