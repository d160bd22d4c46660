// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <stdexcept>
#include <thread>

class Starts final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet&, sinter::Host&) const override {
        std::thread([] { throw std::runtime_error("a thread of its own"); }).join();
        return nullptr;
    }
};

SINTER_LEARNER_PLUGIN(Starts, "throws_in_a_thread", "1.0.0", "");
