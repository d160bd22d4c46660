// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <csignal>

class Crashes final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    ~Crashes() override { std::raise(SIGBUS); }
};

SINTER_LEARNER_PLUGIN(Crashes, "crashes_in_destroy", "1.0.0", "");
