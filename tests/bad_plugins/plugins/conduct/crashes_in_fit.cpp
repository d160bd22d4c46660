// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <csignal>

class Crashes final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet& t,
                                             sinter::Host& host) const override {
        std::raise(SIGFPE);
        return SoundLearner::fit(t, host);
    }
};

SINTER_LEARNER_PLUGIN(Crashes, "crashes_in_fit", "1.0.0", "");
