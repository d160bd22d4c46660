// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <csignal>

class Crashes final : public sinter::tests::SoundLearner {
public:
    explicit Crashes(const sinter::Options& options) : SoundLearner(options) { std::raise(SIGSEGV); }
};

SINTER_LEARNER_PLUGIN(Crashes, "crashes_in_create", "1.0.0", "");
