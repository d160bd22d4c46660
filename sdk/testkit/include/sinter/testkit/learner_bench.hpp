// SPDX-License-Identifier: Apache-2.0
//
// What the checks for learners have in common.
#pragma once

#include <sinter/testkit/instance.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace sinter::testkit::learner {

/// A learner under test with what most checks need.
class Bench {
public:
    explicit Bench(const Subject& subject)
        : subject_(subject), host_(subject.host()),
          learner_(make_learner(subject, subject.usable_options())) {}

    [[nodiscard]] bool can(Capabilities what) const { return (learner_->capabilities() & what) != 0; }
    void require(Capabilities what, const char* name) const {
        if (!can(what)) {
            does_not_apply(std::string("its capabilities() do not name ") + name);
        }
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training) {
        auto model = learner_->fit(training, host_);
        if (host_.bad_progress()) {
            fail("it told a progress outside of 0 to 1", "tell Host::progress the share that is done");
        }
        return model;
    }
    [[nodiscard]] const Learner& learner() const { return *learner_; }
    /// One label, of a kind that the learner takes.
    [[nodiscard]] TrainingData data(Index rows, Index columns, std::uint64_t question) const {
        return plain_data(rows, columns, question).add_label_for(learner_->capabilities());
    }
    /// Without a label.
    [[nodiscard]] TrainingData plain_data(Index rows, Index columns, std::uint64_t question) const {
        return {rows, columns, data_stream(subject_, question)};
    }
    [[nodiscard]] RowMatrix new_rows(Index rows, Index columns) const {
        return random_features(rows, columns, data_stream(subject_, 77));
    }

private:
    const Subject& subject_;
    KitHost host_;
    std::unique_ptr<Learner> learner_;
};

[[nodiscard]] inline Index outputs_of(const TrainingData& data) {
    return output_count(Span<Label>(data.label_infos));
}

/// Every output finite, probabilities where there are classes.
inline void expect_sound(const RowMatrix& mean, const TrainingData& data, const std::string& what) {
    expect_finite(mean, what);
    Index first = 0;
    for (const Label& label : data.label_infos) {
        if (label.class_count > 0) {
            expect_probabilities(mean, first, output_count(label), what);
        }
        first += output_count(label);
    }
}

} // namespace sinter::testkit::learner
