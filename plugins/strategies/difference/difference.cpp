// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/difference/difference.hpp"

#include <sinter/cross_fitted.hpp>
#include <sinter/error.hpp>
#include <sinter/per_target.hpp>
#include <sinter/prediction.hpp>
#include <sinter/task_rows.hpp>

#include <cmath>
#include <limits>
#include <sstream>
#include <utility>

namespace sinter::plugins {
namespace {

/// What "auto" tries. Of equals the first is taken, so the plain difference is left only for a lower error.
constexpr double scales[] = {1, 0.75, 1.25, 0.5, 1.5, 0.25, 0};
constexpr double lower = 1 - 1e-9; ///< not only by rounding

/// rho, and the d that was fitted for it.
struct ScaledDifference {
    double rho;
    std::shared_ptr<const Model> d;
};

/// The target's rows that have a source value.
class Rows {
public:
    Rows(const TransferProblem& problem, const Task& task, const SourceColumn& s)
        : target_(problem, task), s_(s.for_training(target_.features(), target_.materials())) {
        const auto usable = complete_rows(s_);
        target_.keep(usable);
        s_ = s_(usable, Eigen::all).eval();
        if (usable.empty()) {
            fail_numerical("no training row of the target has a source value");
        }
    }

    [[nodiscard]] const TaskRows& target() const noexcept { return target_; }

    /// The same rows, with what rho s leaves of the labels.
    [[nodiscard]] TaskRows remainder(double rho) const {
        TaskRows rows = target_;
        rows.labels() -= rho * s_;
        return rows;
    }

private:
    TaskRows target_;
    RowMatrix s_;
};

/// Mean of the squares, weighted as the rows are; over the rows that are known.
double mean_square(const RowMatrix& errors, const std::vector<double>& weights) {
    double sum = 0;
    double total = 0;
    for (const Index i : complete_rows(errors)) {
        const double weight = weights.empty() ? 1 : weights[static_cast<std::size_t>(i)];
        sum += weight * errors(i, 0) * errors(i, 0);
        total += weight;
    }
    return sum / total;
}

/// The scale whose rho s + d has the least composite out-of-bag error.
ScaledDifference choose_scale(const Rows& rows, const SourceColumn& s, const Learner& learner, Host& host) {
    const TaskRows& target = rows.target();
    const RowMatrix source = s.as_for_candidates(target.features(), target.materials());
    ScaledDifference best{};
    double least = std::numeric_limits<double>::quiet_NaN();
    for (const double rho : scales) {
        auto d = fit_with_out_of_bag(learner, rows.remainder(rho).training(), host);
        RowMatrix y(target.size(), 1);
        d->out_of_bag()->predict_out_of_bag(target.features(), target.materials(), MatrixOut(y));
        y += rho * source;
        const double error = mean_square(y - target.labels(), target.weights());
        if (best.d == nullptr || error < lower * least) {
            best = {rho, std::move(d)};
            least = error;
        }
    }
    return best;
}

class Fitted final : public TransferModel {
public:
    Fitted(std::shared_ptr<const SourceColumn> s, ScaledDifference difference, Label label)
        : s_(std::move(s)), difference_(std::move(difference)), label_(std::move(label)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const auto& [rho, d] = difference_;
        const Prediction s = s_->for_candidates(candidates);
        Prediction y = predict_label(*d, candidates.features, label_);
        y.mean += rho * s.mean;
        // Cov(s, d) is not given by the forests' quadratic form when d was fitted on out-of-bag sources, and
        // is taken as zero. sigma_obs stays that of d: its residuals already contain the source's error.
        y.sigma_mean = (y.sigma_mean.array().square() + (rho * s.sigma_mean.array()).square()).sqrt();
        write_prediction(y, out);
    }

private:
    std::shared_ptr<const SourceColumn> s_;
    ScaledDifference difference_;
    Label label_;
};

} // namespace

Parameters Difference::parameters() {
    Parameters p;
    p.learner("learner").doc("fits the difference, and the source where source_learner is not given");
    p.optional_learner("source_learner").doc("fits the source");
    p.real("scale", 1.0)
        .choices({"auto"})
        .doc("factor of the source's prediction: 1 the plain difference, 0 the single task, between: "
             "shrinkage; "
             "auto: by the composite out-of-bag error");
    SourcePolicy::declare(p);
    return p;
}

Difference::Difference(const Options& options)
    : learner_(options.text("learner")),
      source_learner_(options.text("source_learner").empty() ? learner_ : options.text("source_learner")),
      policy_(options) {
    if (!options.is_text("scale")) {
        scale_ = options.real("scale");
    }
}

StrategyNeeds Difference::needs() const {
    StrategyNeeds needs;
    needs.min_sources = 1;
    needs.max_sources = 1;
    needs.max_targets = 64;
    needs.same_unit = true;
    needs.numbers_only = true;
    return needs;
}

std::shared_ptr<const TransferModel> Difference::fit(const TransferProblem& problem, Host& host) const {
    const auto s =
        std::make_shared<const SourceColumn>(policy_, problem, 0, *host.make_learner(source_learner_), host);
    const auto learner = host.make_learner(learner_);
    return fit_each_target(problem, [&](const Task& target) {
        const Rows rows(problem, target, *s);
        if (scale_) {
            auto d = learner->fit(rows.remainder(*scale_).training(), host);
            return std::make_shared<Fitted>(s, ScaledDifference{*scale_, std::move(d)}, target.label);
        }
        ScaledDifference chosen = choose_scale(rows, *s, *learner, host);
        std::ostringstream text;
        text << "difference: scale = auto took " << chosen.rho << " for " << target.label.name;
        host.log(LogLevel::notice, text.str());
        return std::make_shared<Fitted>(s, std::move(chosen), target.label);
    });
}

} // namespace sinter::plugins
