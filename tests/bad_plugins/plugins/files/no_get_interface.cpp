// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

MANIFEST_OF("no_get_interface", "learner", "1.0.0", "1");
ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "no_get_interface", "1.0.0",
      nullptr);
