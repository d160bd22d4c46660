// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

MANIFEST_OF("wrong_magic", "learner", "1.0.0", "1");
ENTRY(UINT64_C(0x1234), SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "wrong_magic", "1.0.0",
      SOUND_GET);
