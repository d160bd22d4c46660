// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

class Throws final : public sinter::tests::SoundLearner {
public:
    explicit Throws(const sinter::Options& options) : SoundLearner(options) {
        throw std::runtime_error("this plugin does not like its options");
    }
};

SINTER_LEARNER_PLUGIN(Throws, "throws_in_create", "1.0.0", "");
