// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

MANIFEST_OF("small_entry", "learner", "1.0.0", "1");
ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, 72, "small_entry", "1.0.0", SOUND_GET);
