// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <cstdlib>

MANIFEST_OF("newer_abi", "learner", "1.0.0", "2");
ENTRY(SINTER_MAGIC, 2, sizeof(sinter_plugin_entry_table), "newer_abi", "1.0.0", SOUND_GET);

__attribute__((constructor)) static void at_load() { std::abort(); }
