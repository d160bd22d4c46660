// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/derived_trial.hpp"

#include "framework/data/tables/label_transform.hpp"
#include "framework/evaluation/joint/joint_law.hpp"
#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/study/plan/derived_rows.hpp"
#include "framework/study/run/derived_automatic.hpp"
#include "framework/study/run/derived_law.hpp"
#include "framework/study/run/derived_residuals.hpp"

#include <sinter/error.hpp>
#include <sinter/unknown.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace sinter::study {
namespace {

using evaluation::DerivedLaw;
using evaluation::Marginals;
using evaluation::Propagation;

/// The quantity's labels among the strategy's targets.
std::vector<std::size_t> targets_of(const PlannedStrategy& strategy, const PlannedDerived& derived) {
    std::vector<std::size_t> targets;
    for (const std::size_t label : derived.labels) {
        const auto found = std::find(strategy.targets.begin(), strategy.targets.end(), label);
        targets.push_back(static_cast<std::size_t>(found - strategy.targets.begin()));
    }
    return targets;
}

/// Empty where no label was fitted under a transform.
evaluation::UndoTransforms undo_of(const Plan& plan, const PlannedDerived& derived) {
    std::vector<data::LabelTransform> transforms;
    for (const std::size_t label : derived.labels) {
        transforms.push_back(plan.dataset.labels[label].transform);
    }
    if (std::all_of(transforms.begin(), transforms.end(),
                    [](auto transform) { return transform == data::LabelTransform::none; })) {
        return {};
    }
    return [transforms](Eigen::Ref<Eigen::MatrixXd> values) {
        for (Index k = 0; k < values.cols(); ++k) {
            const auto transform = transforms[static_cast<std::size_t>(k)];
            values.col(k) =
                values.col(k).unaryExpr([&](double v) { return data::undo_transform(v, transform); });
        }
    };
}

/// One derived quantity at the candidates.
class DerivedPredictor {
public:
    DerivedPredictor(const FittedTrial& fitted, const PlannedDerived& derived, NoticeBoard& notices)
        : fitted_(fitted), derived_(derived), notices_(notices),
          strategy_(fitted.plan.strategies[fitted.trial.strategy]), targets_(targets_of(strategy_, derived)),
          columns_(output_columns(fitted.problem.problem())) {}

    void predict(LawChoice& choice, TrialResult& result) {
        const FoundLaw found = law(choice);
        const Propagation propagation(
            derived_.expression, undo_of(fitted_.plan, derived_),
            study_stream(fitted_.plan.config).derive("derived").derive(derived_.name), found.degrees);
        const auto n = static_cast<Index>(targets_.size());
        const Eigen::MatrixXd none = Eigen::MatrixXd::Identity(n, n);
        Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(n, n);
        result.joint.law = name_of(found.law);
        result.joint.degrees = found.degrees;
        for (auto& row : result.predictions) {
            const Index i = candidate_of(row.row);
            const Marginals marginals = marginals_at(i);
            const Eigen::MatrixXd& correlation = found.correlations.at(i);
            sum += correlation;
            set(row, propagation.law(marginals, correlation));
            result.joint.independent.push_back(independent(propagation.law(marginals, none)));
        }
        for (Index i = 0; i < n; ++i) {
            for (Index k = 0; k < i; ++k) {
                result.joint.correlations.push_back(sum(i, k) /
                                                    static_cast<double>(result.predictions.size()));
            }
        }
        if (without_sigma_) {
            notices_.add(
                fmt::format("{}: {} has no uncertainty if its labels have none; the shares of a class "
                            "are then those of the means",
                            strategy_.name, derived_.name));
        }
    }

private:
    FoundLaw law(LawChoice& choice) {
        const FittedTasks tasks{fitted_.problem.problem(), fitted_.model, fitted_.problem.candidates()};
        const bool one = targets_.size() == 1; // nothing to correlate with
        const JointLaw wanted = one                                   ? JointLaw::independent
                                : derived_.law == JointLaw::automatic ? choice.best(targets_)
                                                                      : derived_.law;
        FoundLaw found = correlations_of(wanted, tasks, targets_);
        if (!found.missing.empty()) {
            notices_.add(fmt::format("{}: {} takes the errors of its labels as independent: {}",
                                     strategy_.name, derived_.name, found.missing));
        }
        return found;
    }

    [[nodiscard]] Index candidate_of(std::int64_t row) const {
        const auto& rows = fitted_.problem.candidate_rows();
        return static_cast<Index>(std::lower_bound(rows.begin(), rows.end(), row) - rows.begin());
    }

    [[nodiscard]] Marginals marginals_at(Index candidate) {
        const auto n = static_cast<Index>(targets_.size());
        Marginals marginals{Eigen::VectorXd(n), Eigen::VectorXd(n)};
        known_ = true;
        for (Index k = 0; k < n; ++k) {
            const Index column = columns_.first[targets_[static_cast<std::size_t>(k)]];
            const double sigma = fitted_.sigma_obs(candidate, column);
            const bool has = std::isfinite(sigma) && sigma >= 0;
            marginals.mean[k] = fitted_.mean(candidate, column);
            marginals.sigma[k] = has ? sigma : 0.0;
            known_ = known_ && has;
        }
        without_sigma_ = without_sigma_ || !known_;
        return marginals;
    }

    void require_finite(const DerivedLaw& law, const std::string& material) const {
        if (!std::isfinite(law.mean) || !std::isfinite(law.sigma)) {
            throw Error(SINTER_NUMERICAL,
                        fmt::format("the prediction of {} for {} is not a number", derived_.name, material));
        }
    }

    void set(RowPrediction& row, DerivedLaw law) const {
        require_finite(law, row.material);
        row.sigma_mean = unknown;
        if (derived_.classes.empty()) {
            row.mean = law.mean;
            row.sigma_obs = known_ ? law.sigma : unknown;
            return;
        }
        row.shares = std::move(law.shares);
        row.mean = static_cast<double>(evaluation::most_likely_class(row.shares));
        row.sigma_obs = unknown;
    }

    [[nodiscard]] IndependentPrediction independent(DerivedLaw law) const {
        if (derived_.classes.empty()) {
            return {law.mean, known_ ? law.sigma : unknown, {}};
        }
        const auto most = static_cast<double>(evaluation::most_likely_class(law.shares));
        return {most, unknown, std::move(law.shares)};
    }

    const FittedTrial& fitted_;
    const PlannedDerived& derived_;
    NoticeBoard& notices_;
    const PlannedStrategy& strategy_;
    std::vector<std::size_t> targets_;
    OutputColumns columns_;
    bool known_ = true;          ///< the deviations of the candidate at hand
    bool without_sigma_ = false; ///< of any candidate
};

} // namespace

void add_derived_predictions(const FittedTrial& fitted, NoticeBoard& notices,
                             std::vector<TrialResult>& results) {
    const PlannedStrategy& strategy = fitted.plan.strategies[fitted.trial.strategy];
    LawChoice choice(*strategy.strategy, fitted.problem.problem(), fitted.plan.groups.keys, fitted.host);
    for (auto& result : results) {
        if (const auto* derived = derived_target(fitted.plan, result.target)) {
            DerivedPredictor(fitted, *derived, notices).predict(choice, result);
        }
    }
}

} // namespace sinter::study
