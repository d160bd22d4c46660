// SPDX-License-Identifier: Apache-2.0
//
// One learner for all toolchains. What it does passes everything that may cross the boundary through it:
// texts, lists, names, views, errors, states. On whole numbers all its sums are exact, so that every
// toolchain must give the same bytes.
//
//   prediction = (x . c) w + bonus,  c = X' y,  w = the sum of the option `factors`,
//   bonus = the length of all feature names, of the label's name and unit, and of the options `word`, `words`
#include <sinter/plugin.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

using namespace sinter;

class Fitted final : public Model, private SavedModel {
public:
    Fitted(Eigen::VectorXd c, double factor, double bonus)
        : c_(std::move(c)), factor_(factor), bonus_(bonus) {}
    [[nodiscard]] const SavedModel* saved() const override { return this; }
    void predict(MatrixView x, MatrixOut mean) const override {
        if (x.columns() != c_.size()) {
            fail_invalid("another number of features");
        }
        mean.map().col(0) = ((x.map() * c_) * factor_).array() + bonus_;
    }

private:
    void save(StateWriter& state) const override {
        state.begin("matrix_learner", 1);
        state.real(factor_);
        state.real(bonus_);
        state.vector(c_);
    }

    Eigen::VectorXd c_;
    double factor_;
    double bonus_;
};

class MatrixLearner final : public Learner, private ModelRestorer {
public:
    static Parameters parameters() {
        Parameters p;
        p.text("word", "salt").doc("counted; \"refuse\" is refused");
        p.texts("words", {"a", "longer than what a small string keeps inside"}).doc("counted");
        p.reals("factors", {1, 2}).doc("added");
        return p;
    }
    explicit MatrixLearner(const Options& options) {
        const std::string& word = options.text("word");
        if (word == "refuse") {
            fail_invalid("the word '" + word +
                         "' is refused, in a sentence that is longer than a small string");
        }
        bonus_ = static_cast<double>(word.size());
        for (const std::string& each : options.texts("words")) {
            bonus_ += static_cast<double>(each.size());
        }
        for (const double factor : options.reals("factors")) {
            factor_ += factor;
        }
    }
    [[nodiscard]] Capabilities capabilities() const override { return SINTER_CAN_REGRESS; }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& t, Host& host) const override {
        double bonus =
            bonus_ + static_cast<double>(t.label_infos[0].name.size() + t.label_infos[0].unit.size());
        for (const Feature& feature : t.feature_infos) {
            bonus += static_cast<double>(feature.name.size());
        }
        host.log(LogLevel::info, "fitted " + std::to_string(t.features.rows()) + " rows");
        const Eigen::VectorXd c = t.features.map().transpose() * t.labels.map().col(0);
        return std::make_shared<Fitted>(c, factor_, bonus);
    }
    [[nodiscard]] const ModelRestorer* restorer() const override { return this; }

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        state.begin("matrix_learner", 1, 1);
        const double factor = state.real("factor");
        const double bonus = state.real("bonus");
        return std::make_shared<Fitted>(state.vector("c"), factor, bonus);
    }

    double bonus_ = 0;
    double factor_ = 0;
};

} // namespace

SINTER_LEARNER_PLUGIN(MatrixLearner, "matrix_learner", "1.0.0", "the same for all toolchains");
