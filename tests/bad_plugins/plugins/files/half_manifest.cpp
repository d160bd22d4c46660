// SPDX-License-Identifier: Apache-2.0
// Its manifest has no version.
#include "../sound_learner.hpp"

MANIFEST(SINTER_MANIFEST_HEADER "\nid=half_manifest\nkind=learner\nabi=1\n");
ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "half_manifest", "1.0.0", SOUND_GET);
