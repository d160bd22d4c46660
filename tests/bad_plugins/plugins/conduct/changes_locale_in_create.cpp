// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <clocale>

class Speaks final : public sinter::tests::SoundLearner {
public:
    explicit Speaks(const sinter::Options& options) : SoundLearner(options) {
        std::setlocale(LC_ALL, "C.UTF-8");
    }
};

SINTER_LEARNER_PLUGIN(Speaks, "changes_locale_in_create", "1.0.0", "");
