// SPDX-License-Identifier: Apache-2.0
//
// States cross the boundary in both directions, and so does why one was not taken.
#include "tests/support/test_host.hpp"

#include <sinter/bridge/strategy.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace sinter;
using Catch::Matchers::Message;
using sinter::tests::TestHost;

namespace {

/// A model of any size.
class Numbers final : public Model, private SavedModel {
public:
    Numbers(std::vector<double> numbers, bool saves) : numbers_(std::move(numbers)), saves_(saves) {}
    void predict(MatrixView /*x*/, MatrixOut mean) const override { mean.map().setConstant(numbers_.back()); }
    [[nodiscard]] const SavedModel* saved() const override { return saves_ ? this : nullptr; }

private:
    void save(StateWriter& state) const override {
        state.begin("numbers", 1);
        state.numbers(numbers_);
    }
    std::vector<double> numbers_;
    bool saves_;
};

class NumbersLearner final : public Learner, private ModelRestorer {
public:
    explicit NumbersLearner(bool saves) : saves_(saves) {}
    [[nodiscard]] Capabilities capabilities() const override { return SINTER_CAN_REGRESS; }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host&) const override {
        std::vector<double> numbers;
        for (Index row = 0; row < training.labels.rows(); ++row) {
            numbers.push_back(training.labels(row, 0));
        }
        return std::make_shared<Numbers>(std::move(numbers), saves_);
    }
    [[nodiscard]] const ModelRestorer* restorer() const override { return saves_ ? this : nullptr; }

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        state.begin("numbers", 1, 1);
        return std::make_shared<Numbers>(state.numbers<double>("numbers"), true);
    }
    bool saves_;
};

std::unique_ptr<Learner> imported_learner(bool saves) {
    return bridge::import_learner(bridge::export_learner(std::make_unique<NumbersLearner>(saves)));
}
std::shared_ptr<const Model> fitted(const Learner& learner, Index rows) {
    const RowMatrix features(rows, 0);
    const RowMatrix labels = Eigen::VectorXd::LinSpaced(rows, 1, static_cast<double>(rows));
    const std::vector<std::uint64_t> materials(static_cast<std::size_t>(rows));
    const std::vector<Label> infos(1);
    TrainingSet training;
    training.features = features;
    training.labels = labels;
    training.materials = materials;
    training.label_infos = infos;
    TestHost host;
    return learner.fit(training, host);
}
double prediction(const Model& model) {
    RowMatrix mean(1, 1);
    model.predict(during_call(RowMatrix(1, 0)), mean);
    return mean(0, 0);
}

/// A model written against the C headers that saves in two pieces, whatever the sink says.
namespace plain_c {

std::int32_t save(const void* /*model*/, const sinter_byte_sink* sink, sinter_error* error) {
    const std::uint8_t bytes[] = {1, 2, 3}; // NOLINT: as in C
    static_cast<void>(sink->write(sink->context, {bytes, 2}, error));
    static_cast<void>(sink->write(sink->context, {bytes + 2, 1}, error));
    return SINTER_OK;
}
constexpr sinter_saved_model whole{sizeof(sinter_saved_model), 0, save};
constexpr sinter_saved_model small{sizeof(sinter_saved_model) - 8, 0, save};
constexpr sinter_saved_model incomplete{sizeof(sinter_saved_model), 0, nullptr};

void destroy(void* /*model*/) {}
std::int32_t predict(const void* /*model*/, const sinter_matrix* /*x*/, const sinter_matrix_out* /*mean*/,
                     sinter_error* /*error*/) {
    return SINTER_OK;
}
/// The handle is the table that the model offers.
const void* get_interface(const void* model, sinter_string id) {
    return text_of(id) == SINTER_SAVED_MODEL_INTERFACE ? model : nullptr;
}
constexpr sinter_model table{sizeof(sinter_model), 0, destroy, predict, get_interface};

bridge::ImportedModel offering(const sinter_saved_model& saved) {
    return bridge::ImportedModel({&table, const_cast<sinter_saved_model*>(&saved)}); // NOLINT: a handle
}

} // namespace plain_c

} // namespace

TEST_CASE("a state crosses the boundary whole, whatever its size, and makes the model again") {
    const auto learner = imported_learner(true);
    REQUIRE(learner->restorer() != nullptr);
    for (const Index rows : {1, 100, 8191, 8192, 8193, 100000}) {
        const auto model = fitted(*learner, rows);
        REQUIRE(model->saved() != nullptr);
        const auto state = state_of(*model->saved());
        CHECK(state.size() == 4 + 7 + 4 + 8 + 8 * static_cast<std::size_t>(rows));
        const auto again = restored(*imported_learner(true)->restorer(), state);
        CHECK(prediction(*again) == static_cast<double>(rows));
        CHECK(state_of(*again->saved()) == state);
    }
}

TEST_CASE("a learner that does not save its models says so behind the boundary too") {
    const auto learner = imported_learner(false);
    CHECK(learner->restorer() == nullptr);
    CHECK(fitted(*learner, 3)->saved() == nullptr);
}

TEST_CASE("why a state is refused arrives on the other side") {
    const auto learner = imported_learner(true);
    auto state = state_of(*fitted(*learner, 3)->saved());
    state.push_back(0);
    CHECK_THROWS_MATCHES(restored(*learner->restorer(), state), Error,
                         Message("numbers: 1 bytes too many stand at the end of the state"));
    state.resize(state.size() - 2);
    CHECK_THROWS_MATCHES(restored(*learner->restorer(), state), Error,
                         Message("numbers: the state ends within 'numbers'"));
    CHECK_THROWS_MATCHES(restored(*learner->restorer(), {}), Error, Message("numbers: the state is empty"));
}

TEST_CASE("what the receiver of a state throws stops the saving and comes out of it") {
    const auto model = fitted(*imported_learner(true), 100000);
    int pieces = 0;
    StateWriter full([&](Span<std::uint8_t>) {
        if (++pieces == 3) {
            throw Error(SINTER_OUT_OF_MEMORY, "the disk is full");
        }
    });
    CHECK_THROWS_MATCHES(model->saved()->save(full), Error, Message("the disk is full"));
    CHECK(pieces == 3);
}

TEST_CASE("a model in plain C is saved, and one that goes on after a refusal is found out") {
    const auto model = plain_c::offering(plain_c::whole);
    CHECK(state_of(*model.saved()) == std::vector<std::uint8_t>{1, 2, 3});
    StateWriter full([](Span<std::uint8_t>) { throw Error(SINTER_OUT_OF_MEMORY, "full"); });
    full.raw(std::vector<std::uint8_t>((std::size_t{1} << 16U) - 1)); // the next byte goes to the sink
    CHECK_THROWS_MATCHES(model.saved()->save(full), Error,
                         Message("it went on after its state was not taken"));
}

TEST_CASE("a table for saving that is too small or incomplete is refused") {
    CHECK_THROWS_WITH(plain_c::offering(plain_c::small),
                      "its sinter.saved_model/1 table has 8 bytes, at least 16 are needed");
    CHECK_THROWS_WITH(plain_c::offering(plain_c::incomplete),
                      "its sinter.saved_model/1 table lacks the function 'save'");
}
