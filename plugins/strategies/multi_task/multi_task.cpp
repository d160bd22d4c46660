// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/multi_task/multi_task.hpp"

#include "plugins/strategies/multi_task/joint_rows.hpp"

#include <sinter/cross_fitted.hpp>
#include <sinter/error.hpp>
#include <sinter/prediction.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace sinter::plugins::multi_task {
namespace {

class FittedMultiTask final : public TransferModel, private CompositeOutOfBag, private TaskCovariance {
public:
    FittedMultiTask(std::shared_ptr<const Model> f, std::vector<Label> labels, bool read_out_of_bag)
        : f_(std::move(f)), labels_(std::move(labels)), read_out_of_bag_(read_out_of_bag) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        // The targets' outputs are the first ones.
        write_prediction(predict_candidates(*f_, candidates, labels_, read_out_of_bag_), out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return f_->out_of_bag() != nullptr ? this : nullptr;
    }
    [[nodiscard]] const TaskCovariance* task_covariance() const override {
        return f_->covariance() != nullptr ? this : nullptr;
    }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        const RowMatrix all =
            sinter::predict_out_of_bag(*f_, candidates.features, candidates.materials, labels_);
        mean.map() = all.leftCols(mean.columns());
    }
    /// Of the means only: a model does not tell its members' predictions.
    void predict_task_covariance(const Candidates& candidates, Kind kind,
                                 MatrixOut covariance) const override {
        covariance.map().setConstant(std::numeric_limits<double>::quiet_NaN());
        const Index outputs = output_count(labels_);
        const auto targets = static_cast<Index>(std::lround(std::sqrt(covariance.columns())));
        RowMatrix one(outputs, outputs);
        for (Index i = 0; i < covariance.rows() && kind == Kind::jackknife; ++i) {
            f_->covariance()->predict_covariance(candidates.features.middle_rows(i, 1),
                                                 CovarianceKind::corrected, MatrixOut(one));
            for (Index k = 0; k < targets; ++k) {
                covariance.map().block(i, k * targets, 1, targets) = one.block(k, 0, 1, targets);
            }
        }
    }

    std::shared_ptr<const Model> f_;
    std::vector<Label> labels_;
    bool read_out_of_bag_;
};

} // namespace

Parameters MultiTask::parameters() {
    Parameters p;
    p.learner("learner").doc("fits all labels at once");
    p.reals("task_weights", {})
        .at_least(0)
        .doc("how much each label counts in the fit, targets first, then sources; empty: all 1");
    return p;
}

MultiTask::MultiTask(const Options& options)
    : learner_(options.text("learner")), task_weights_(options.reals("task_weights")) {
    for (const double weight : task_weights_) {
        if (!(weight > 0)) {
            fail_option("task_weights",
                        "task_weights must be above 0: leave a task out that is not to count");
        }
    }
}

StrategyNeeds MultiTask::needs() const {
    StrategyNeeds needs;
    needs.max_sources = 64;
    needs.max_targets = 64;
    needs.learners = {{"learner", SINTER_CAN_MANY_LABELS | SINTER_CAN_MISSING_LABELS,
                       "it is fitted on all labels at once, and most rows have one of them"}};
    return needs;
}

std::shared_ptr<const TransferModel> MultiTask::fit(const TransferProblem& problem, Host& host) const {
    std::vector<const Task*> tasks;
    std::vector<Label> labels;
    for (const auto* some : {&problem.targets, &problem.sources}) {
        for (const Task& task : *some) {
            tasks.push_back(&task);
            labels.push_back(task.label);
        }
    }
    if (!task_weights_.empty() && task_weights_.size() != tasks.size()) {
        fail_invalid("task_weights has " + std::to_string(task_weights_.size()) + " numbers for " +
                     std::to_string(tasks.size()) + " tasks (targets first, then sources)");
    }
    const TaskRows rows = joint_rows(problem, tasks);
    TrainingSet all = rows.training();
    all.label_weights = task_weights_;
    const auto learner = host.make_learner(learner_);
    auto f = problem.source_rows == SourceRows::read_out_of_bag ? fit_with_out_of_bag(*learner, all, host)
                                                                : learner->fit(all, host);
    return std::make_shared<FittedMultiTask>(std::move(f), std::move(labels),
                                             problem.source_rows == SourceRows::read_out_of_bag);
}

} // namespace sinter::plugins::multi_task
