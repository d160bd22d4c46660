// SPDX-License-Identifier: Apache-2.0
//
// A learner with nothing wrong, and what the wrong ones change about it.
#pragma once

#include <sinter/testkit/testkit.hpp>
#include <sinter/unknown.hpp>

#include <functional>
#include <memory>
#include <utility>

namespace sinter::tests {

/// Takes everything and is right.
class HonestLearner : public Learner {
public:
    static Parameters parameters() {
        Parameters p;
        p.integer("neighbours", std::int64_t{4}).at_least(0).at_most(64).doc("not used");
        p.text("kernel", "near").choices({"near", "far"}).doc("not used");
        return p;
    }
    explicit HonestLearner(const Options& /*options*/) {}
    [[nodiscard]] Capabilities capabilities() const override {
        return testkit::StandInLearner().capabilities();
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override {
        return testkit::StandInLearner().fit(training, host);
    }
};

/// A model that calls a function; `inner` lives as long.
class ModelOf final : public Model {
public:
    using Predict = std::function<void(const Model& inner, MatrixView x, MatrixOut mean)>;
    ModelOf(std::shared_ptr<const Model> inner, Predict predict)
        : inner_(std::move(inner)), predict_(std::move(predict)) {}
    void predict(MatrixView x, MatrixOut mean) const override { predict_(*inner_, x, mean); }

private:
    std::shared_ptr<const Model> inner_;
    Predict predict_;
};

/// What the honest learner predicts, and then `change` of it.
using Change = std::function<void(MatrixView x, MatrixOut mean)>;
inline std::shared_ptr<const Model> changed(std::shared_ptr<const Model> inner, Change change) {
    return std::make_shared<ModelOf>(
        std::move(inner), [change = std::move(change)](const Model& model, MatrixView x, MatrixOut mean) {
            model.predict(x, mean);
            change(x, mean);
        });
}
inline std::shared_ptr<const Model> predicting_nan(std::shared_ptr<const Model> inner) {
    return changed(std::move(inner), [](MatrixView, MatrixOut mean) { mean.map().setConstant(unknown); });
}

} // namespace sinter::tests
