// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/single_task/single_task.hpp"

#include <sinter/per_target.hpp>
#include <sinter/prediction.hpp>
#include <sinter/task_rows.hpp>

#include <utility>

namespace sinter::plugins::single_task {
namespace {

class FittedSingleTask final : public TransferModel, private CompositeOutOfBag {
public:
    FittedSingleTask(std::shared_ptr<const Model> f_b, Label label)
        : f_b_(std::move(f_b)), label_(std::move(label)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        write_prediction(predict_label(*f_b_, candidates.features, label_), out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return f_b_->out_of_bag() != nullptr ? this : nullptr;
    }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        f_b_->out_of_bag()->predict_out_of_bag(candidates.features, candidates.materials, mean);
    }

    std::shared_ptr<const Model> f_b_;
    Label label_;
};

} // namespace

Parameters SingleTask::parameters() {
    Parameters p;
    p.learner("learner").doc("fits the target");
    return p;
}

SingleTask::SingleTask(const Options& options) : learner_(options.text("learner")) {}

StrategyNeeds SingleTask::needs() const {
    StrategyNeeds needs;
    needs.max_targets = 64;
    return needs;
}

std::shared_ptr<const TransferModel> SingleTask::fit(const TransferProblem& problem, Host& host) const {
    const auto learner = host.make_learner(learner_);
    return fit_each_target(problem, [&](const Task& target) {
        const TaskRows rows(problem, target);
        return std::make_shared<FittedSingleTask>(learner->fit(rows.training(), host), target.label);
    });
}

} // namespace sinter::plugins::single_task
