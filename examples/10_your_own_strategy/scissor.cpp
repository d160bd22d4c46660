// SPDX-License-Identifier: Apache-2.0
#include "scissor.hpp"

#include "line.hpp"

#include <sinter/prediction.hpp>
#include <sinter/task_rows.hpp>

#include <sstream>
#include <utility>

using namespace sinter;

namespace {

class Fitted final : public TransferModel {
public:
    Fitted(SourceColumn s, Line line, std::shared_ptr<const Model> d, Label target)
        : s_(std::move(s)), line_(line), d_(std::move(d)), target_(std::move(target)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const Prediction s = s_.for_candidates(candidates);
        Prediction y = predict_label(*d_, candidates.features, target_);
        y.mean = (line_.intercept + line_.slope * s.mean.array() + y.mean.array()).matrix();
        y.sigma_mean = (y.sigma_mean.array().square() + (line_.slope * s.sigma_mean.array()).square()).sqrt();
        write_prediction(y, out);
    }

private:
    SourceColumn s_;
    Line line_;
    std::shared_ptr<const Model> d_;
    Label target_;
};

Eigen::VectorXd weights_of(const TaskRows& rows) {
    if (rows.weights().empty()) {
        return Eigen::VectorXd::Ones(rows.size());
    }
    return ConstVectorMap(rows.weights().data(), rows.size());
}

void say(const Line& line, const Task& target, Host& host) {
    std::ostringstream text;
    text.precision(3);
    text << "scissor: " << target.label.name << " is " << line.intercept << ' ' << target.label.unit << " + "
         << line.slope << " x the source";
    host.log(LogLevel::notice, text.str());
}

} // namespace

Parameters Scissor::parameters() {
    Parameters p;
    p.learner("learner").doc("fits what the line leaves, and the source where source_learner is not given");
    p.optional_learner("source_learner").doc("fits the source");
    SourcePolicy::declare(p);
    return p;
}

Scissor::Scissor(const Options& options)
    : policy_(options), learner_(options.text("learner")),
      source_learner_(options.learner_or("source_learner", learner_)) {}

StrategyNeeds Scissor::needs() const {
    StrategyNeeds needs;
    needs.min_sources = 1;
    needs.max_sources = 1;
    needs.numbers_only = true; // any unit: the slope brings the target's
    needs.reads_known_sources = policy_.reads_known_sources();
    return needs;
}

std::shared_ptr<const TransferModel> Scissor::fit(const TransferProblem& problem, Host& host) const {
    const Task& target = problem.targets.front();
    SourceColumn s(policy_, problem, 0, *host.make_learner(source_learner_), host);

    TaskRows rows(problem, target);
    RowMatrix of_source = s.for_training(rows.features(), rows.materials());
    const auto usable = complete_rows(of_source);
    if (usable.empty()) {
        fail_numerical("no training row of " + target.label.name + " has a value of its source");
    }
    rows.keep(usable);
    of_source = of_source(usable, Eigen::all).eval();

    const Line line = fit_line(of_source.col(0), rows.labels().col(0), weights_of(rows));
    say(line, target, host);
    rows.labels().array() -= line.intercept + line.slope * of_source.array();
    auto d = host.make_learner(learner_)->fit(rows.training(), host);
    return std::make_shared<Fitted>(std::move(s), line, std::move(d), target.label);
}
