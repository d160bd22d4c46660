// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <clocale>

class Speaks final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet& training,
                                             sinter::Host& host) const override {
        std::setlocale(LC_ALL, "C.UTF-8");
        return SoundLearner::fit(training, host);
    }
};

SINTER_LEARNER_PLUGIN(Speaks, "changes_locale_in_fit", "1.0.0", "");
