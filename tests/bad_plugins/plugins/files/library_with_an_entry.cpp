// SPDX-License-Identifier: Apache-2.0
// What borrowed_entry needs; not a plugin by itself.
#include "../sound_learner.hpp"

extern "C" __attribute__((visibility("default"))) int in_the_library_with_an_entry();
extern "C" int in_the_library_with_an_entry() { return 1; }

ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "borrowed_entry", "1.0.0",
      SOUND_GET);
