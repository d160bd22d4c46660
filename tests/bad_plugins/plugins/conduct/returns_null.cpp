// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

class Nothing final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet&, sinter::Host&) const override {
        return nullptr;
    }
};

SINTER_LEARNER_PLUGIN(Nothing, "returns_null", "1.0.0", "");
