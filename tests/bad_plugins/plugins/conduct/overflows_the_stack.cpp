// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

/// Not a tail call: each needs a frame of its own.
__attribute__((noinline)) static int deeper(volatile int depth) {
    volatile char frame[4096];
    frame[0] = static_cast<char>(depth);
    return depth < 0 ? 0 : deeper(depth + 1) + frame[0];
}

class Overflows final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet&, sinter::Host&) const override {
        return std::make_shared<sinter::tests::MeanModel>(deeper(0));
    }
};

SINTER_LEARNER_PLUGIN(Overflows, "overflows_the_stack", "1.0.0", "");
