// SPDX-License-Identifier: Apache-2.0
// Names three features and fills two.
#include "../sound_learner.hpp"

class WrongShape final : public sinter::Featurizer {
public:
    static sinter::Parameters parameters() { return {}; }
    WrongShape(const sinter::Options& /*options*/, const std::vector<sinter::InputColumn>& /*inputs*/)
        : features_(3) {
        features_[0].name = "a";
        features_[1].name = "b";
        features_[2].name = "c";
    }
    const std::vector<sinter::Feature>& features() const override { return features_; }
    void featurize(const sinter::Materials& materials, sinter::MatrixOut out,
                   sinter::RowReports& /*rows*/) const override {
        for (sinter::Index i = 0; i < materials.size(); ++i) {
            out(i, 0) = 1;
            out(i, 1) = 2;
        }
    }

private:
    std::vector<sinter::Feature> features_;
};

SINTER_FEATURIZER_PLUGIN(WrongShape, "wrong_shape", "1.0.0", "");
