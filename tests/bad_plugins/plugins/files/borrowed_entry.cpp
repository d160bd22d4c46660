// SPDX-License-Identifier: Apache-2.0
// Has a manifest and no entry; a library that it needs has one.
#include "../sound_learner.hpp"

extern "C" int in_the_library_with_an_entry();

MANIFEST_OF("borrowed_entry", "learner", "1.0.0", "1");

extern "C" __attribute__((visibility("default"))) int uses_it();
extern "C" int uses_it() { return in_the_library_with_an_entry(); }
