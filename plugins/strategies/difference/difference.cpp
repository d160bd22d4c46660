// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/difference/difference.hpp"

#include <sinter/error.hpp>
#include <sinter/prediction.hpp>
#include <sinter/task_rows.hpp>

#include <utility>
#include <vector>

namespace sinter::plugins {
namespace {

class Fitted final : public TransferModel {
public:
    Fitted(SourceColumn s, std::shared_ptr<const Model> d) : s_(std::move(s)), d_(std::move(d)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const Prediction s = s_.for_candidates(candidates);
        Prediction y = predict_one_label(*d_, candidates.features);
        y.mean += s.mean;
        // Cov(s, d) is not given by the forests' quadratic form when d was fitted on out-of-bag sources, and
        // is taken as zero. sigma_obs stays that of d: its residuals already contain the source's error.
        y.sigma_mean = (y.sigma_mean.array().square() + s.sigma_mean.array().square()).sqrt();
        write_prediction(y, out, 0);
    }

private:
    SourceColumn s_;
    std::shared_ptr<const Model> d_;
};

} // namespace

Parameters Difference::parameters() {
    Parameters p;
    p.learner("learner").doc("fits the difference, and the source where source_learner is not given");
    p.optional_learner("source_learner").doc("fits the source");
    SourcePolicy::declare(p);
    return p;
}

Difference::Difference(const Options& options)
    : learner_(options.text("learner")),
      source_learner_(options.text("source_learner").empty() ? learner_ : options.text("source_learner")),
      policy_(options) {}

StrategyNeeds Difference::needs() const { return {1, 1, 1, true, true}; }

std::shared_ptr<const TransferModel> Difference::fit(const TransferProblem& problem, Host& host) const {
    SourceColumn s(policy_, problem, 0, *host.make_learner(source_learner_), host);
    TaskRows target(problem, problem.targets.front());
    target.labels() -= s.for_training(target.features(), target.materials());
    target.drop_missing_labels();
    if (target.size() == 0) {
        fail_numerical("no training row of the target has a source value");
    }
    return std::make_shared<Fitted>(std::move(s), host.make_learner(learner_)->fit(target.training(), host));
}

} // namespace sinter::plugins
