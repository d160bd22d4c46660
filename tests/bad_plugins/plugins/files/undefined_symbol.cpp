// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

extern "C" double a_function_that_nobody_defines(double);

class Undefined final : public sinter::tests::SoundLearner {
public:
    explicit Undefined(const sinter::Options& options) : SoundLearner(options) {
        a_function_that_nobody_defines(1.0);
    }
};

SINTER_LEARNER_PLUGIN(Undefined, "undefined_symbol", "1.0.0", "");
