// SPDX-License-Identifier: Apache-2.0
//
// Checks for learners whose models can be saved.
#pragma once

#include <sinter/testkit/guarded_bytes.hpp>
#include <sinter/testkit/learner_bench.hpp>
#include <sinter/testkit/model_answers.hpp>
#include <sinter/testkit/process_use.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinter::testkit::learner {

using StateBytes = std::vector<std::uint8_t>;

inline constexpr const char* check_what_is_read =
    "read the state with StateReader, and let restore() check whatever the model will use as a place or a size";

/// The state of a model, or the check does not apply.
[[nodiscard]] inline StateBytes saved_state(const Bench& bench, const Model& model) {
    const bool saves = model.saved() != nullptr;
    const bool restores = bench.learner().restorer() != nullptr;
    if (!saves && !restores) {
        does_not_apply("does not save its models");
    }
    if (saves != restores) {
        fail(saves ? "its models are saved, but it has no restorer()"
                   : "it has a restorer(), but a model of it has no saved()",
             "override both Model::saved and Learner::restorer, or neither");
    }
    return state_of(*model.saved());
}

/// Training sets of the kinds that the learner takes.
[[nodiscard]] inline std::vector<std::pair<std::string, TrainingData>> kinds_of_data(const Bench& bench,
                                                                                     std::uint64_t question) {
    std::vector<std::pair<std::string, TrainingData>> all;
    const TrainingData plain = bench.plain_data(24, 3, question);
    if (bench.can(SINTER_CAN_REGRESS)) {
        all.emplace_back("a number", TrainingData(plain).add_number());
    }
    if (bench.can(SINTER_CAN_CLASSIFY)) {
        all.emplace_back("3 classes", TrainingData(plain).add_classes(3));
    }
    if (bench.can(SINTER_CAN_REGRESS) && bench.can(SINTER_CAN_MANY_LABELS)) {
        all.emplace_back("two numbers", TrainingData(plain).add_number().add_number());
    }
    return all;
}

[[nodiscard]] inline Questions questions_about(const TrainingData& data) {
    constexpr Index rows = 6;
    return {data.features.topRows(rows),
            data.labels.topRows(rows),
            {data.materials.begin(), data.materials.begin() + rows},
            outputs_of(data)};
}

/// An ability that the restored model does not offer is not compared.
inline void expect_same_answers(const ModelAnswers& saved, const ModelAnswers& again,
                                const std::string& what) {
    for (const auto& [name, matrix] : again.matrices()) {
        const auto found = saved.matrices().find(name);
        const std::string differs =
            "a model of " + what + " that is saved and restored gives another " + name;
        if (found == saved.matrices().end()) {
            fail(differs + " than the model, which gives none",
                 "offer no ability that the model did not have");
        }
        expect_same(found->second, matrix, exactly, differs,
                    "write all that a prediction depends on, bit for bit, and read it in the same order");
    }
    for (const auto& [name, text] : again.errors()) {
        if (saved.errors().count(name) == 0) {
            fail("a model of " + what + " that is saved and restored refuses its " + name + ": " + text,
                 "write what the ability needs, or do not offer it in the restored model");
        }
    }
}

inline void state(const Subject& subject) {
    Bench bench(subject);
    for (const auto& [what, data] : kinds_of_data(bench, 17)) {
        auto model = bench.fit(data.training());
        const StateBytes bytes = saved_state(bench, *model);
        if (bytes != state_of(*model->saved())) {
            fail("the same model of " + what + " is saved as other bytes the second time",
                 "write neither addresses nor times, and nothing in the order of a hash");
        }
        const Questions asked = questions_about(data);
        const ModelAnswers before(*model, asked);
        model.reset();
        auto other = std::make_unique<Bench>(subject);
        auto copy = std::make_unique<GuardedBytes>(Span<std::uint8_t>(bytes));
        const auto again = restored(*other->learner().restorer(), copy->view());
        copy.reset(); // neither the state nor the learner is there any more
        other.reset();
        expect_same_answers(before, ModelAnswers(*again, asked), what);
        if (again->saved() == nullptr || state_of(*again->saved()) != bytes) {
            fail("a restored model of " + what + " is saved as other bytes than it was made of",
                 "write a restored model as the one that was saved");
        }
    }
}

/// Broken states of one model, given to a learner.
class StateBreaker {
public:
    StateBreaker(const Bench& bench, StateBytes state, Questions asked, Stream stream)
        : bench_(bench), state_(std::move(state)), asked_(std::move(asked)), draws_(stream) {}

    void refuses_other_lengths() {
        for (const std::size_t size : some_places()) {
            StateBytes cut(state_.begin(), state_.begin() + static_cast<std::ptrdiff_t>(size));
            expect_refused(cut, "that is cut to " + std::to_string(size) + " of " +
                                    std::to_string(state_.size()) + " bytes");
        }
        for (const std::size_t more : {std::size_t{1}, std::size_t{8}, state_.size()}) {
            StateBytes longer = state_;
            longer.insert(longer.end(), state_.begin(), state_.begin() + static_cast<std::ptrdiff_t>(more));
            expect_refused(longer, "with " + std::to_string(more) + " bytes more");
        }
    }
    void refuses_random_bytes() {
        for (int i = 0; i < 32; ++i) {
            StateBytes random(1 + draws_.below(2 * state_.size()));
            fill(random, 0);
            expect_refused(random, "of " + std::to_string(random.size()) + " random bytes");
        }
    }
    /// One byte of another value, and another half.
    void survives_wrong_bytes() {
        int number = 0;
        for (const std::size_t place : some_places()) {
            StateBytes wrong = state_;
            wrong[place] = static_cast<std::uint8_t>(wrong[place] ^ (1U + draws_.below(255)));
            expect_harmless(wrong, "with another byte at " + std::to_string(place), ++number % 16 == 0);
        }
        for (int i = 0; i < 12; ++i) {
            StateBytes wrong = state_;
            const std::size_t place = draws_.below(state_.size());
            fill(wrong, place);
            expect_harmless(wrong, "with random bytes from " + std::to_string(place) + " on", true);
        }
    }

private:
    /// All of a short state; of a long one its ends and some between.
    [[nodiscard]] std::vector<std::size_t> some_places() {
        constexpr std::size_t most = 400;
        std::vector<std::size_t> places;
        for (std::size_t place = 0; place < state_.size(); ++place) {
            const bool at_an_end = place < most / 4 || place + most / 4 >= state_.size();
            if (state_.size() <= most || at_an_end || draws_.below(state_.size()) < most / 2) {
                places.push_back(place);
            }
        }
        return places;
    }
    void fill(StateBytes& bytes, std::size_t from) {
        for (std::size_t i = from; i < bytes.size(); ++i) {
            bytes[i] = static_cast<std::uint8_t>(draws_.below(256));
        }
    }

    /// Null where it is refused.
    [[nodiscard]] std::shared_ptr<const Model> restore(const StateBytes& bytes,
                                                       const std::string& what) const {
        const GuardedBytes copy{Span<std::uint8_t>(bytes)};
        try {
            return restored(*bench_.learner().restorer(), copy.view());
        } catch (const Error& e) {
            if (e.code() == SINTER_INTERNAL || e.code() == SINTER_OUT_OF_MEMORY) {
                fail("a state " + what + " is not refused, but ends in: " + e.what(), check_what_is_read);
            }
            if (std::string(e.what()).find("without saying why") != std::string::npos) {
                fail("a state " + what + " is refused without a text", "say by fail_invalid what is wrong");
            }
        }
        return nullptr;
    }
    void expect_refused(const StateBytes& bytes, const std::string& what) const {
        if (restore(bytes, what)) {
            fail("a state " + what + " is taken", check_what_is_read);
        }
        expect_little_memory(what);
    }
    void expect_harmless(const StateBytes& bytes, const std::string& what, bool with_abilities) const {
        const auto model = restore(bytes, what);
        if (model) {
            try {
                ask(*model, with_abilities);
            } catch (const Failed& failed) {
                throw Failed("a state " + what + " is taken, and then " + failed.what());
            }
        }
        expect_little_memory(what);
    }
    void ask(const Model& model, bool with_abilities) const {
        if (with_abilities) {
            static_cast<void>(ModelAnswers(model, asked_));
            return;
        }
        try {
            static_cast<void>(predicted(model, asked_.x, asked_.outputs));
        } catch (const Error&) { // as good as a refused state
        }
    }
    void expect_little_memory(const std::string& what) const {
        constexpr long long much = 1LL << 30;
        const long long more = peak_of_memory() - peak_;
        if (more > much) {
            fail("a state of " + std::to_string(state_.size()) + " bytes " + what + " took " +
                     std::to_string(more >> 20) + " MiB of memory",
                 check_what_is_read);
        }
    }

    const Bench& bench_;
    StateBytes state_;
    Questions asked_;
    Draws draws_;
    long long peak_ = peak_of_memory();
};

inline void garbage_state(const Subject& subject) {
    Bench bench(subject);
    for (const auto& [what, data] : kinds_of_data(bench, 18)) {
        const auto model = bench.fit(data.training());
        const StateBytes bytes = saved_state(bench, *model);
        if (bytes.empty()) {
            fail("the state of a model of " + what + " is empty", "begin it with StateWriter::begin");
        }
        StateBreaker breaker(bench, bytes, questions_about(data), data_stream(subject, 19));
        breaker.refuses_other_lengths();
        breaker.refuses_random_bytes();
        breaker.survives_wrong_bytes();
    }
}

} // namespace sinter::testkit::learner
