// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

MANIFEST_OF("no_entry", "learner", "1.0.0", "1");
