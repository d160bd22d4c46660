// SPDX-License-Identifier: Apache-2.0
// Fills one row more than it was asked for.
#include "../sound_learner.hpp"

class OneMore final : public sinter::Model {
public:
    void predict(sinter::MatrixView /*x*/, sinter::MatrixOut mean) const override {
        for (sinter::Index i = 0; i <= mean.rows(); ++i) {
            mean(i, 0) = 0;
        }
    }
};
class WritesOutOfBounds final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet&, sinter::Host&) const override {
        return std::make_shared<OneMore>();
    }
};

SINTER_LEARNER_PLUGIN(WritesOutOfBounds, "writes_out_of_bounds", "1.0.0", "");
