// SPDX-License-Identifier: Apache-2.0
// Loading it would end the process: the host must know from the manifest that it is too old.
#include "../sound_learner.hpp"

#include <cstdlib>

MANIFEST_OF("older_abi", "learner", "1.0.0", "0");
ENTRY(SINTER_MAGIC, 0, sizeof(sinter_plugin_entry_table), "older_abi", "1.0.0", SOUND_GET);

__attribute__((constructor)) static void at_load() { std::abort(); }
