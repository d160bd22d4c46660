// SPDX-License-Identifier: Apache-2.0
// Takes the number of rows for a number of bytes, the wrong way round.
#include "../sound_learner.hpp"

class FarMore final : public sinter::Model {
public:
    void predict(sinter::MatrixView x, sinter::MatrixOut mean) const override {
        for (sinter::Index i = 0; i < x.rows() * 8'000'000; ++i) {
            mean(i, 0) = 0;
        }
    }
};
class WritesFar final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet&, sinter::Host&) const override {
        return std::make_shared<FarMore>();
    }
};

SINTER_LEARNER_PLUGIN(WritesFar, "writes_far_out_of_bounds", "1.0.0", "");
