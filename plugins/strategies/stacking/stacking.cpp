// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/stacking/stacking.hpp"

#include "plugins/strategies/stacking/members.hpp"

#include <sinter/cross_fitted.hpp>
#include <sinter/error.hpp>
#include <sinter/per_target.hpp>
#include <sinter/residual_ratio.hpp>
#include <sinter/simplex_weights.hpp>
#include <sinter/task_rows.hpp>

#include <cmath>
#include <utility>

namespace sinter::plugins::stacking {
namespace {

/// What the meta-learner reads: x, where it is passed on, and z.
RowMatrix joined(MatrixView x, const RowMatrix& z, bool pass_features) {
    const Index passed = pass_features ? x.columns() : 0;
    RowMatrix all(z.rows(), passed + z.cols());
    all << x.map().leftCols(passed), z;
    return all;
}

/// The meta-learner's fit, and what its deviations need.
struct Meta {
    std::shared_ptr<const Model> h;
    RowMatrix correlation; ///< of the columns' errors
    double factor = 1;     ///< of sigma_obs
};

class FittedStacking final : public TransferModel, private CompositeOutOfBag {
public:
    FittedStacking(Members members, Meta meta, Label label, bool pass_features)
        : members_(std::move(members)), meta_(std::move(meta)), label_(std::move(label)),
          pass_features_(pass_features) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const MemberColumns z = members_.for_candidates(candidates);
        const RowMatrix seen = joined(candidates.features, z.values, pass_features_);
        Prediction y = predict_label(*meta_.h, seen, label_);
        if (label_.class_count == 0) {
            y.sigma_mean.col(0) = (y.sigma_mean.col(0).array().square() + spread(seen, z.deviations)).sqrt();
        }
        y.sigma_obs *= meta_.factor;
        write_prediction(y, out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override { return this; }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        const RowMatrix seen =
            joined(candidates.features, members_.for_candidates_out_of_bag(candidates), pass_features_);
        meta_.h->out_of_bag()->predict_out_of_bag(seen, candidates.materials, mean);
    }
    /// g' R g, row by row.
    [[nodiscard]] Eigen::ArrayXd spread(const RowMatrix& seen, const RowMatrix& deviations) const {
        RowMatrix g(seen.rows(), deviations.cols());
        const Index first = seen.cols() - deviations.cols();
        Eigen::VectorXd above(seen.rows());
        Eigen::VectorXd below(seen.rows());
        for (Index k = 0; k < deviations.cols(); ++k) {
            RowMatrix moved = seen;
            moved.col(first + k) += deviations.col(k);
            meta_.h->predict(moved, MatrixOut(above));
            moved.col(first + k) -= 2 * deviations.col(k);
            meta_.h->predict(moved, MatrixOut(below));
            g.col(k) = (above - below) / 2;
            for (Index i = 0; i < g.rows(); ++i) { // a learner may take a missing value for what it is
                g(i, k) = std::isnan(deviations(i, k)) ? deviations(i, k) : g(i, k);
            }
        }
        const Eigen::VectorXd all = Eigen::VectorXd::Ones(g.cols());
        return mixture_deviation(g, all, meta_.correlation).array().square();
    }

    Members members_;
    Meta meta_;
    Label label_;
    bool pass_features_;
};

/// Of the models' columns what their errors say; of the sources' independence.
RowMatrix correlation_of_columns(const RowMatrix& z, const Members& members, const TaskRows& rows) {
    RowMatrix correlation = RowMatrix::Identity(z.cols(), z.cols());
    const Index own = members.own_columns();
    correlation.topLeftCorner(own, own) =
        correlation_of((-z.leftCols(own)).colwise() + Eigen::VectorXd(rows.labels().col(0)));
    return correlation;
}

Meta fit_meta(const Members& members, const std::vector<std::string>& names, const TaskRows& target,
              const Learner& learner, bool pass_features, Host& host) {
    const RowMatrix& x = target.features();
    const RowMatrix z = members.for_training(x, target.materials());
    const RowMatrix seen = members.as_for_candidates(x, target.materials());
    std::vector<Feature> infos = members.infos(names);
    TaskRows rows = target;
    if (pass_features) {
        rows.append_features(infos, z);
    } else {
        rows.replace_features(infos, z);
    }
    const auto usable = complete_rows(z);
    rows.keep(usable);
    if (usable.empty()) {
        fail_numerical("stacking: no training row of the target has a prediction of every member");
    }
    Meta meta{fit_with_out_of_bag(learner, rows.training(), host), RowMatrix(), 1};
    const Label& label = rows.training().label_infos[0];
    if (label.class_count > 0) {
        return meta;
    }
    meta.correlation = correlation_of_columns(z(usable, Eigen::all), members, rows);
    const RowMatrix as_candidates = joined(during_call(RowMatrix(x(usable, Eigen::all))),
                                           during_call(RowMatrix(seen(usable, Eigen::all))), pass_features);
    if (can_calibrate(*meta.h) && as_candidates != rows.features()) {
        const auto ratio = [&](const RowMatrix& features) {
            return residual_ratio(
                out_of_bag_residuals(*meta.h, features, rows.labels().col(0), rows.materials()));
        };
        meta.factor = calibration_factor(ratio(as_candidates), ratio(rows.features()));
    }
    return meta;
}

} // namespace

Parameters Stacking::parameters() {
    Parameters p;
    p.learners("learners").doc("each fits the target, and every source");
    p.learner("meta_learner").doc("fits the target on what they predict");
    p.boolean("pass_features", false).doc("whether the meta-learner also sees the features");
    SourcePolicy::declare(p);
    return p;
}

Stacking::Stacking(const Options& options)
    : learners_(options.learners("learners")), meta_learner_(options.text("meta_learner")),
      pass_features_(options.boolean("pass_features")), policy_(options) {}

StrategyNeeds Stacking::needs() const {
    StrategyNeeds needs;
    needs.max_sources = 64;
    needs.max_targets = 64;
    needs.reads_known_sources = policy_.reads_known_sources();
    return needs;
}

std::shared_ptr<const TransferModel> Stacking::fit(const TransferProblem& problem, Host& host) const {
    std::vector<std::unique_ptr<Learner>> learners;
    auto sources = std::make_shared<std::vector<SourceColumn>>();
    for (const auto& name : learners_) {
        learners.push_back(host.make_learner(name));
        for (std::size_t k = 0; k < problem.sources.size(); ++k) {
            sources->emplace_back(policy_, problem, k, *learners.back(), host);
        }
    }
    const auto meta_learner = host.make_learner(meta_learner_);
    return fit_each_target(problem, [&](const Task& task) {
        const TaskRows target(problem, task);
        Members::Models models;
        for (const auto& learner : learners) {
            models.push_back(fit_with_out_of_bag(*learner, target.training(), host));
        }
        const Members members(std::move(models), task.label, sources);
        Meta meta = fit_meta(members, learners_, target, *meta_learner, pass_features_, host);
        return std::make_shared<FittedStacking>(members, std::move(meta), task.label, pass_features_);
    });
}

} // namespace sinter::plugins::stacking
