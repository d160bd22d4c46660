// SPDX-License-Identifier: Apache-2.0
//
// A model that was saved and restored, beside the one that it was.
#pragma once

#include "tests/unit/learners/training_data.hpp"

#include <sinter/testkit/model_answers.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sinter::tests {

using Bytes = std::vector<std::uint8_t>;

inline Bytes bytes_of(const Model& model) {
    REQUIRE(model.saved() != nullptr);
    return state_of(*model.saved());
}

/// By a learner of its own.
template <class LearnerClass>
std::shared_ptr<const Model> from_bytes(const Bytes& bytes, const Options& options) {
    const LearnerClass learner(options);
    return restored(*learner.restorer(), bytes);
}

template <class LearnerClass>
std::string refusal_of(const Bytes& bytes, const Options& options = default_options<LearnerClass>()) {
    try {
        static_cast<void>(from_bytes<LearnerClass>(bytes, options));
    } catch (const Error& e) {
        CHECK(e.code() == SINTER_INVALID_ARGUMENT);
        return e.what();
    }
    return "";
}

/// Everything that the model says of its own training rows, bit for bit, and the same bytes again.
template <class LearnerClass>
void require_same_restored(TrainingData& data, const Options& options, Index outputs) {
    TestHost host;
    const auto model = fit<LearnerClass>(data, options, host);
    const Bytes bytes = bytes_of(*model);
    const auto again = from_bytes<LearnerClass>(bytes, options);
    CHECK(bytes_of(*again) == bytes);
    const Index rows = std::min<Index>(data.x.rows(), 40);
    const testkit::Questions asked{data.x.topRows(rows),
                                   data.y.topRows(rows),
                                   {data.materials.begin(), data.materials.begin() + rows},
                                   outputs};
    const testkit::ModelAnswers before(*model, asked);
    const testkit::ModelAnswers after(*again, asked);
    CHECK(before.errors() == after.errors());
    REQUIRE(before.matrices().size() == after.matrices().size());
    for (const auto& [name, matrix] : before.matrices()) {
        INFO(name);
        REQUIRE(after.matrices().count(name) == 1);
        CHECK(same(matrix, after.matrices().at(name)));
    }
}

} // namespace sinter::tests
