// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <csignal>

class Ignores final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet& training,
                                             sinter::Host& host) const override {
        std::signal(SIGPIPE, SIG_IGN);
        std::signal(SIGUSR1, SIG_IGN);
        return SoundLearner::fit(training, host);
    }
};

SINTER_LEARNER_PLUGIN(Ignores, "ignores_signals_in_fit", "1.0.0", "");
