// SPDX-License-Identifier: Apache-2.0
// A default below its bound.
#include "../sound_learner.hpp"

class BadDeclaration final : public sinter::tests::SoundLearner {
public:
    using SoundLearner::SoundLearner;
    static sinter::Parameters parameters() {
        sinter::Parameters p;
        p.integer("trees", std::int64_t{0}).at_least(1);
        return p;
    }
};

SINTER_LEARNER_PLUGIN(BadDeclaration, "bad_declaration", "1.0.0", "");
