// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <cfenv>

class Rounds final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet& training,
                                             sinter::Host& host) const override {
        std::fesetround(FE_UPWARD);
        return SoundLearner::fit(training, host);
    }
};

SINTER_LEARNER_PLUGIN(Rounds, "changes_rounding_in_fit", "1.0.0", "");
