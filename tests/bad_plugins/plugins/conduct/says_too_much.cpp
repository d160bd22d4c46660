// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <string>

class Says final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet& training,
                                             sinter::Host& host) const override {
        for (int i = 0; i < 300000; ++i) {
            host.log(sinter::LogLevel::warning, "message " + std::to_string(i));
        }
        return SoundLearner::fit(training, host);
    }
};

SINTER_LEARNER_PLUGIN(Says, "says_too_much", "1.0.0", "");
