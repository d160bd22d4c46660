// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/single_task/single_task.hpp"

#include <sinter/prediction.hpp>
#include <sinter/task_rows.hpp>

#include <utility>

namespace sinter::plugins {
namespace {

class Fitted final : public TransferModel {
public:
    explicit Fitted(std::shared_ptr<const Model> f_b) : f_b_(std::move(f_b)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        write_prediction(predict_one_label(*f_b_, candidates.features), out, 0);
    }

private:
    std::shared_ptr<const Model> f_b_;
};

} // namespace

Parameters SingleTask::parameters() {
    Parameters p;
    p.learner("learner").doc("fits the target");
    return p;
}

SingleTask::SingleTask(const Options& options) : learner_(options.text("learner")) {}

StrategyNeeds SingleTask::needs() const { return {}; }

std::shared_ptr<const TransferModel> SingleTask::fit(const TransferProblem& problem, Host& host) const {
    const TaskRows target(problem, problem.targets.front());
    return std::make_shared<Fitted>(host.make_learner(learner_)->fit(target.training(), host));
}

} // namespace sinter::plugins
