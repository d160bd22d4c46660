// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/union/union.hpp"

#include <sinter/context_noise.hpp>
#include <sinter/cross_fitted.hpp>
#include <sinter/per_target.hpp>
#include <sinter/prediction.hpp>
#include <sinter/task_rows.hpp>

#include <unordered_set>
#include <utility>
#include <vector>

namespace sinter::plugins::union_of_tasks {
namespace {

/// The feature c: which task rows came from. The target is task 0; without tasks there is no such feature.
class Context {
public:
    explicit Context(const std::vector<const Task*>& tasks) {
        for (const Task* task : tasks) {
            infos_.push_back({"from " + task->label.name, "", FeatureKind::number, 0});
        }
    }
    [[nodiscard]] const std::vector<Feature>& infos() const noexcept { return infos_; }
    [[nodiscard]] RowMatrix columns(Index rows, Index task) const {
        RowMatrix columns = RowMatrix::Zero(rows, static_cast<Index>(infos_.size()));
        if (!infos_.empty()) {
            columns.col(task).setOnes();
        }
        return columns;
    }

private:
    std::vector<Feature> infos_;
};

/// sigma_obs of the target from that of the pool.
struct TargetNoise {
    ContextNoise law;
    std::unordered_set<std::uint64_t> materials; ///< that the pool has seen
};

class FittedUnion final : public TransferModel, private CompositeOutOfBag {
public:
    FittedUnion(std::shared_ptr<const Model> f, Context context, Label label, bool read_out_of_bag,
                TargetNoise noise)
        : f_(std::move(f)), context_(std::move(context)), label_(std::move(label)),
          read_out_of_bag_(read_out_of_bag), noise_(std::move(noise)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const RowMatrix x = in_target(candidates.features);
        Prediction y = predict_candidates(*f_, {x, candidates.materials, candidates.known_sources},
                                          Span<Label>(&label_, 1), read_out_of_bag_);
        for (Index i = 0; i < y.sigma_obs.rows() && label_.class_count == 0; ++i) {
            const bool seen = noise_.materials.contains(candidates.materials[static_cast<std::size_t>(i)]);
            y.sigma_obs(i, 0) = noise_.law.sigma(y.sigma_obs(i, 0), seen);
        }
        write_prediction(y, out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return f_->out_of_bag() != nullptr ? this : nullptr;
    }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        f_->out_of_bag()->predict_out_of_bag(during_call(in_target(candidates.features)),
                                             candidates.materials, mean);
    }
    [[nodiscard]] RowMatrix in_target(MatrixView features) const {
        const RowMatrix c = context_.columns(features.rows(), 0);
        RowMatrix x(c.rows(), features.columns() + c.cols());
        x << features.map(), c;
        return x;
    }

    std::shared_ptr<const Model> f_;
    Context context_;
    Label label_;
    bool read_out_of_bag_;
    TargetNoise noise_;
};

/// The model calibrates sigma_obs on all rows, most of them the sources': the law that makes it fit the
/// target's, the first ones.
TargetNoise target_noise(const Model& f, const TaskRows& pooled, Index target_rows, const Label& label) {
    TargetNoise noise;
    if (label.class_count > 0 || !can_calibrate(f)) {
        return noise;
    }
    const Residuals all =
        out_of_bag_residuals(f, pooled.features(), pooled.labels().col(0), pooled.materials());
    const double seen = seen_factor(all);
    noise.materials.insert(all.materials.begin(), all.materials.end());
    Residuals own = all.first(target_rows);
    own.deviations *= seen;
    noise.law = context_noise(std::move(own));
    noise.law.seen = seen;
    return noise;
}

} // namespace

Parameters Union::parameters() {
    Parameters p;
    p.learner("learner").doc("fits all rows");
    p.boolean("context_feature", true)
        .doc("whether the model is told which task a row came from: one feature per task, 0 or 1");
    return p;
}

Union::Union(const Options& options)
    : learner_(options.text("learner")), context_feature_(options.boolean("context_feature")) {}

StrategyNeeds Union::needs() const {
    StrategyNeeds needs;
    needs.min_sources = 1;
    needs.max_sources = 64;
    needs.max_targets = 64;
    needs.same_unit = true;
    return needs;
}

std::shared_ptr<const TransferModel> Union::fit(const TransferProblem& problem, Host& host) const {
    const auto learner = host.make_learner(learner_);
    return fit_each_target(problem, [&](const Task& target) {
        std::vector<const Task*> tasks{&target};
        for (const Task& source : problem.sources) {
            tasks.push_back(&source);
        }
        Context context(context_feature_ ? tasks : std::vector<const Task*>());
        const auto rows_of = [&](std::size_t k) {
            TaskRows rows(problem, *tasks[k]);
            rows.append_features(context.infos(), context.columns(rows.size(), static_cast<Index>(k)));
            return rows;
        };
        TaskRows pooled = rows_of(0);
        for (std::size_t k = 1; k < tasks.size(); ++k) {
            pooled.append_rows(rows_of(k));
        }
        TrainingSet all = pooled.training();
        all.stream = problem.stream;
        auto f = problem.source_rows == SourceRows::read_out_of_bag ? fit_with_out_of_bag(*learner, all, host)
                                                                    : learner->fit(all, host);
        TargetNoise noise = target_noise(*f, pooled, static_cast<Index>(target.rows.size()), target.label);
        return std::make_shared<FittedUnion>(std::move(f), std::move(context), target.label,
                                             problem.source_rows == SourceRows::read_out_of_bag,
                                             std::move(noise));
    });
}

} // namespace sinter::plugins::union_of_tasks
