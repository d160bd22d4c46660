// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <chrono>
#include <thread>

class Endless final : public sinter::tests::SoundLearner {
public:
    static sinter::Parameters parameters() {
        sinter::Parameters p;
        p.boolean("listens", false).doc("whether it stops when it is asked to");
        return p;
    }
    explicit Endless(const sinter::Options& options)
        : SoundLearner(options), listens_(options.boolean("listens")) {}
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet&, sinter::Host& host) const override {
        while (!listens_ || !host.cancelled()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        throw sinter::Error(SINTER_CANCELLED, "asked to stop");
    }

private:
    bool listens_;
};

SINTER_LEARNER_PLUGIN(Endless, "never_stops", "1.0.0", "");
