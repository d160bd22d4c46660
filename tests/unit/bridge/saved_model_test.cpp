// SPDX-License-Identifier: Apache-2.0
//
// States cross the boundary in both directions, and so does why one was not taken.
#include "tests/support/test_host.hpp"

#include <sinter/bridge/learner.hpp>

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

std::unique_ptr<Learner> imported(bool saves) {
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
    model.predict(RowMatrix(1, 0), mean);
    return mean(0, 0);
}

} // namespace

TEST_CASE("a state crosses the boundary whole, whatever its size, and makes the model again") {
    const auto learner = imported(true);
    REQUIRE(learner->restorer() != nullptr);
    for (const Index rows : {1, 100, 8191, 8192, 8193, 100000}) {
        const auto model = fitted(*learner, rows);
        REQUIRE(model->saved() != nullptr);
        const auto state = state_of(*model->saved());
        CHECK(state.size() == 4 + 7 + 4 + 8 + 8 * static_cast<std::size_t>(rows));
        const auto again = restored(*imported(true)->restorer(), state);
        CHECK(prediction(*again) == static_cast<double>(rows));
        CHECK(state_of(*again->saved()) == state);
    }
}

TEST_CASE("a learner that does not save its models says so behind the boundary too") {
    const auto learner = imported(false);
    CHECK(learner->restorer() == nullptr);
    CHECK(fitted(*learner, 3)->saved() == nullptr);
}

TEST_CASE("why a state is refused arrives on the other side") {
    const auto learner = imported(true);
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
    const auto model = fitted(*imported(true), 100000);
    int pieces = 0;
    StateWriter full([&](Span<std::uint8_t>) {
        if (++pieces == 3) {
            throw Error(SINTER_OUT_OF_MEMORY, "the disk is full");
        }
    });
    CHECK_THROWS_MATCHES(model->saved()->save(full), Error, Message("the disk is full"));
    CHECK(pieces == 3);
}
