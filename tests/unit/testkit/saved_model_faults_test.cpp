// SPDX-License-Identifier: Apache-2.0
//
// The checks of saved models catch each way to get them wrong.
#include "tests/unit/testkit/caught.hpp"
#include "tests/unit/testkit/faulty_learners.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

using namespace sinter;
using namespace sinter::tests;

namespace {

/// Predicts a line of the first feature, for any number of outputs.
class Line : public Model, protected SavedModel {
public:
    Line(double slope, Index outputs) : slope_(slope), outputs_(outputs) {}
    void predict(MatrixView x, MatrixOut mean) const override {
        if (mean.columns() != outputs_) {
            fail_invalid("line: another number of outputs");
        }
        fill(x, mean, outputs_);
    }
    [[nodiscard]] const SavedModel* saved() const override { return this; }

protected:
    void fill(MatrixView x, MatrixOut mean, Index outputs) const {
        for (Index row = 0; row < x.rows(); ++row) {
            for (Index output = 0; output < outputs; ++output) {
                mean(row, output) = slope_ * x(row, 0);
            }
        }
    }
    void save(StateWriter& state) const override {
        state.begin("line", 1);
        state.integer(outputs_);
        state.real(slope_);
    }

    double slope_;
    Index outputs_;
};

/// Saves and restores as it should.
class Saves : public Learner, protected ModelRestorer {
public:
    static Parameters parameters() { return {}; }
    explicit Saves(const Options& /*options*/) {}
    [[nodiscard]] Capabilities capabilities() const override {
        return SINTER_CAN_REGRESS | SINTER_CAN_MANY_LABELS;
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& t, Host& /*host*/) const override {
        return std::make_shared<Line>(t.labels(0, 0), t.labels.columns());
    }
    [[nodiscard]] const ModelRestorer* restorer() const override { return this; }

protected:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        state.begin("line", 1, 1);
        const Index outputs = state.integer("outputs");
        return std::make_shared<Line>(state.real("slope"), outputs);
    }
};

/// A learner whose models are of another class.
template <class WrongModel>
class SavesWrongly : public Saves {
public:
    using Saves::Saves;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& t, Host& /*host*/) const override {
        return std::make_shared<WrongModel>(t.labels(0, 0), t.labels.columns());
    }

protected:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        state.begin("line", 1, 1);
        const Index outputs = state.integer("outputs");
        return std::make_shared<WrongModel>(state.real("slope"), outputs);
    }
};

class RoundsWhatItSaves final : public Line {
public:
    using Line::Line;

private:
    void save(StateWriter& state) const override {
        Line(static_cast<double>(static_cast<float>(slope_)), outputs_).saved()->save(state);
    }
};
class CountsItsSaves final : public Line {
public:
    using Line::Line;

private:
    void save(StateWriter& state) const override {
        state.begin("line", 1);
        state.integer(outputs_);
        state.real(slope_ + static_cast<double>(++saves_));
    }
    mutable int saves_ = 0;
};
class FillsWhatTheStateSays final : public Line {
public:
    using Line::Line;
    void predict(MatrixView x, MatrixOut mean) const override {
        fill(x, mean, std::min(outputs_, mean.columns() + 1)); // no further, as this is a test
    }
};
class SavesNothing final : public Line {
public:
    using Line::Line;

private:
    void save(StateWriter& /*state*/) const override {}
};

class KeepsTheModelItself final : public Saves {
public:
    using Saves::Saves;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& t, Host& host) const override {
        slope_ = t.labels(0, 0);
        return Saves::fit(t, host);
    }

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        static_cast<void>(Saves::restore(state));
        return std::make_shared<Line>(slope_, 1);
    }
    mutable double slope_ = 0;
};
class HasNoRestorer final : public Saves {
public:
    using Saves::Saves;
    [[nodiscard]] const ModelRestorer* restorer() const override { return nullptr; }
};
class PadsWhatIsCut final : public Saves {
public:
    using Saves::Saves;

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        std::vector<std::uint8_t> bytes(28); // plugin, version, outputs and slope
        const auto rest = state.rest();
        std::copy_n(rest.begin(), std::min(rest.size(), bytes.size()), bytes.begin());
        StateReader padded(bytes);
        return Saves::restore(padded);
    }
};
class TrustsACount final : public Saves {
public:
    using Saves::Saves;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& t, Host& /*host*/) const override {
        return std::make_shared<Line>(t.labels(0, 0), t.labels.columns());
    }

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        state.begin("line", 1, 1);
        const Index outputs = state.integer("outputs");
        std::vector<double> slopes(static_cast<std::size_t>(outputs));
        slopes[0] = state.real("slope");
        return std::make_shared<Line>(slopes[0], outputs);
    }
};

} // namespace

TEST_CASE("a learner that saves its models as it should passes") {
    const auto subject = testkit::subject_of<Saves>();
    CHECK(result_of(subject, "learner.state").outcome == testkit::Outcome::passed);
    const auto garbage = result_of(subject, "learner.garbage_state");
    INFO(garbage.detail);
    CHECK(garbage.outcome == testkit::Outcome::passed);
}

TEST_CASE("a learner that does not save its models is left out") {
    const auto subject = testkit::subject_of<HonestLearner>();
    for (const char* id : {"learner.state", "learner.garbage_state"}) {
        CHECK(result_of(subject, id).outcome == testkit::Outcome::not_run);
        CHECK(result_of(subject, id).detail == "does not save its models");
    }
}

TEST_CASE("learner.state catches a model that is another one once it is restored") {
    require_caught<SavesWrongly<RoundsWhatItSaves>>("learner.state", "gives another mean");
    require_caught<SavesWrongly<CountsItsSaves>>("learner.state", "saved as other bytes the second time");
    require_caught<KeepsTheModelItself>("learner.state", "gives another mean");
    require_caught<HasNoRestorer>("learner.state", "its models are saved, but it has no restorer()");
}

TEST_CASE("learner.garbage_state catches what is taken though it is no state") {
    require_caught<PadsWhatIsCut>("learner.garbage_state", "of 28 bytes is taken");
    require_caught<SavesWrongly<SavesNothing>>("learner.garbage_state", "is empty");
}

TEST_CASE("learner.garbage_state catches what a wrong byte does to memory") {
    require_caught<TrustsACount>("learner.garbage_state", "ends in: ");
    require_caught<SavesWrongly<FillsWhatTheStateSays>>("learner.garbage_state", "is taken, and then ");
}
