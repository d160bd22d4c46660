// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

class Leaks final : public sinter::tests::SoundLearner {
public:
    explicit Leaks(const sinter::Options& options) : SoundLearner(options), table_(new double[100]) {}

private:
    double* table_;
};

SINTER_LEARNER_PLUGIN(Leaks, "leaks", "1.0.0", "");
