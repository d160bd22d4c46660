// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <cstdio>

class Prints final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet& t,
                                             sinter::Host& host) const override {
        std::puts("iteration 1, loss 0.5");
        return SoundLearner::fit(t, host);
    }
};

SINTER_LEARNER_PLUGIN(Prints, "prints_in_fit", "1.0.0", "");
