// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <limits>

class NaNModel final : public sinter::Model {
public:
    void predict(sinter::MatrixView /*x*/, sinter::MatrixOut mean) const override {
        mean.map().setConstant(std::numeric_limits<double>::quiet_NaN());
    }
};
class ReturnsNaN final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet&, sinter::Host&) const override {
        return std::make_shared<NaNModel>();
    }
};

SINTER_LEARNER_PLUGIN(ReturnsNaN, "returns_nan", "1.0.0", "");
