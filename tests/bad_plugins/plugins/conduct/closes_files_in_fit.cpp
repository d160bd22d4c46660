// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <unistd.h>

class Closes final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet& training,
                                             sinter::Host& host) const override {
        for (int descriptor = 1; descriptor < 100; ++descriptor) {
            close(descriptor);
        }
        return SoundLearner::fit(training, host);
    }
};

SINTER_LEARNER_PLUGIN(Closes, "closes_files_in_fit", "1.0.0", "");
