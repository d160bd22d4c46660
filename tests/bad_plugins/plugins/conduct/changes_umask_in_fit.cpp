// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <sys/stat.h>

class Masks final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet& training,
                                             sinter::Host& host) const override {
        umask(0777);
        return SoundLearner::fit(training, host);
    }
};

SINTER_LEARNER_PLUGIN(Masks, "changes_umask_in_fit", "1.0.0", "");
