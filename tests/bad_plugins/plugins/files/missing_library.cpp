// SPDX-License-Identifier: Apache-2.0
// Needs libabsent.so, which is not where the plugin is.
#include "../sound_learner.hpp"

extern "C" int in_the_absent_library();

class MissingLibrary final : public sinter::tests::SoundLearner {
public:
    explicit MissingLibrary(const sinter::Options& options) : SoundLearner(options) {
        in_the_absent_library();
    }
};

SINTER_LEARNER_PLUGIN(MissingLibrary, "missing_library", "1.0.0", "");
