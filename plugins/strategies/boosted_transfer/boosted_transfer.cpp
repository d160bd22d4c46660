// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/boosted_transfer/boosted_transfer.hpp"

#include "plugins/strategies/boosted_transfer/boosting.hpp"

#include <sinter/error.hpp>
#include <sinter/inner_folds.hpp>
#include <sinter/per_target.hpp>
#include <sinter/prediction.hpp>
#include <sinter/rounding.hpp>
#include <sinter/unknown.hpp>

#include <cmath>
#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sinter::plugins::boosted_transfer {
namespace {

class FittedBoostedTransfer final : public TransferModel {
public:
    FittedBoostedTransfer(Ensemble ensemble, double sigma_obs, bool read_out_of_bag)
        : ensemble_(std::move(ensemble)), sigma_obs_(sigma_obs), read_out_of_bag_(read_out_of_bag) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        Prediction y(candidates.features.rows(), 1);
        y.mean.col(0) = ensemble_.predict(candidates.features, candidates.materials, read_out_of_bag_);
        y.sigma_obs.setConstant(sigma_obs_);
        write_prediction(y, out);
    }

private:
    Ensemble ensemble_;
    double sigma_obs_;
    bool read_out_of_bag_;
};

/// Squared errors of target rows, of which a material's weigh one together, per step.
class FoldErrors {
public:
    FoldErrors(const TransferProblem& problem, std::size_t steps)
        : target_(problem.targets.front()),
          squares_(Eigen::ArrayXXd::Zero(as_index(target_.rows.size()), static_cast<Index>(steps))) {
        std::unordered_map<std::uint64_t, double> counts;
        for (const std::int64_t row : target_.rows) {
            counts[problem.materials[static_cast<std::size_t>(row)]] += 1;
        }
        weights_.resize(squares_.rows());
        for (Index i = 0; i < weights_.size(); ++i) {
            const auto row = target_.rows[static_cast<std::size_t>(i)];
            weights_[i] = 1 / counts[problem.materials[static_cast<std::size_t>(row)]];
        }
    }
    /// What was predicted for the fold's candidates at a step. Different folds may call at once.
    void add(const InnerProblem& inner, std::size_t step, const Eigen::VectorXd& predicted) {
        for (std::size_t i = 0; i < target_.rows.size(); ++i) {
            const Index candidate = inner.candidate_of(target_.rows[i]);
            if (candidate >= 0) {
                const double error = difference_of(target_.labels[i], predicted[candidate]);
                squares_(as_index(i), static_cast<Index>(step)) = error * error;
            }
        }
    }
    [[nodiscard]] double mean_square(std::size_t step) const {
        return (weights_ * squares_.col(static_cast<Index>(step))).sum() / weights_.sum();
    }
    /// The first of those with the least error.
    [[nodiscard]] std::size_t best_step() const {
        std::size_t best = 0;
        for (std::size_t s = 1; s < static_cast<std::size_t>(squares_.cols()); ++s) {
            best = beyond_rounding(mean_square(s) - mean_square(best), mean_square(best)) < 0 ? s : best;
        }
        return best;
    }

private:
    [[nodiscard]] static Index as_index(std::size_t size) { return static_cast<Index>(size); }

    const Task& target_;
    Eigen::ArrayXXd squares_;
    Eigen::ArrayXd weights_;
};

/// Boosts one target.
class TargetFit {
public:
    TargetFit(const TransferProblem& problem, const Boosting& boosting, bool two_stages, std::int64_t steps)
        : problem_(problem), boosting_(boosting), two_stages_(two_stages), steps_(steps),
          stream_(problem.stream.derive("boosting")) {}

    /// What each step predicts for rows that it was not fitted on.
    [[nodiscard]] FoldErrors fold_errors(const InnerFolds& folds) const {
        FoldErrors errors(problem_, static_cast<std::size_t>(steps_));
        boosting_.host.parallel_for(static_cast<std::int64_t>(folds.count()), [&](std::int64_t fold) {
            const InnerProblem inner(problem_, folds, static_cast<std::size_t>(fold));
            const Candidates& candidates = inner.candidates();
            const Stream stream = stream_.derive("fold").derive(static_cast<std::uint64_t>(fold));
            const auto ensembles = ensembles_of(inner.problem(), stream);
            for (std::size_t s = 0; s < static_cast<std::size_t>(steps_); ++s) {
                errors.add(inner, s,
                           ensembles(s).predict(candidates.features, candidates.materials,
                                                boosting_.read_out_of_bag));
            }
        });
        return errors;
    }
    [[nodiscard]] Ensemble ensemble(std::size_t step) const { return ensembles_of(problem_, stream_)(step); }

private:
    /// A function from a step to its ensemble.
    [[nodiscard]] std::function<Ensemble(std::size_t)> ensembles_of(const TransferProblem& problem,
                                                                    Stream stream) const {
        auto pool = std::make_shared<const Pool>(problem);
        const Stream of_members = stream.derive("members");
        if (!two_stages_) {
            return [this, pool, of_members](std::size_t) {
                return boost_sources_down(*pool, boosting_, of_members);
            };
        }
        return
            [this, pool, of_members,
             weights = source_weights(*pool, boosting_, steps_, stream.derive("steps"))](std::size_t step) {
                return boost_target(*pool, weights[step], boosting_,
                                    of_members.derive(static_cast<std::uint64_t>(step)));
            };
    }

    const TransferProblem& problem_;
    const Boosting& boosting_;
    bool two_stages_;
    std::int64_t steps_;
    Stream stream_;
};

} // namespace

Parameters BoostedTransfer::parameters() {
    Parameters p;
    p.learner("learner").doc("fits each member, with weighted rows");
    p.integer("stages", 2)
        .between(1, 2)
        .doc("1: TrAdaBoost.R2; 2: its two-stage form, which finds out how much weight the sources get");
    p.integer("rounds", 10).between(1, 1000).doc("members of an ensemble, at most");
    p.integer("steps", 10)
        .between(2, 100)
        .doc("with stages = 2: weights of the sources that are tried, from as they are to none");
    p.integer("folds", 5).between(2, 20).doc("folds of the target's rows that give sigma_obs and the step");
    return p;
}

BoostedTransfer::BoostedTransfer(const Options& options)
    : learner_(options.text("learner")), stages_(options.integer("stages")),
      rounds_(options.integer("rounds")), steps_(stages_ == 2 ? options.integer("steps") : 1),
      folds_(options.integer("folds")) {}

StrategyNeeds BoostedTransfer::needs() const {
    StrategyNeeds needs;
    needs.min_sources = 1;
    needs.max_sources = 64;
    needs.max_targets = 64;
    needs.same_unit = true;
    needs.numbers_only = true;
    needs.learners = {{"learner", SINTER_CAN_REGRESS | SINTER_CAN_WEIGHTS, "boosting weighs the rows"}};
    return needs;
}

std::shared_ptr<const TransferModel> BoostedTransfer::fit(const TransferProblem& problem, Host& host) const {
    const auto learner = host.make_learner(learner_);
    const bool read_out_of_bag = problem.source_rows == SourceRows::read_out_of_bag;
    const Boosting boosting{*learner, host, rounds_, read_out_of_bag};
    return fit_each_target(problem, [&](const Task& target) {
        if (target.rows.empty()) {
            fail_invalid("boosted_transfer: the target \"" + target.label.name + "\" has no training row");
        }
        TransferProblem own = problem;
        own.targets = {target};
        const TargetFit fit(own, boosting, stages_ == 2, steps_);
        const InnerFolds folds(own, static_cast<std::size_t>(folds_),
                               problem.stream.derive("boosting folds"));
        if (folds.count() < 2) { // one material, which cannot be left out: half the weight of the sources
            return std::make_shared<FittedBoostedTransfer>(fit.ensemble(static_cast<std::size_t>(steps_) / 2),
                                                           unknown, read_out_of_bag);
        }
        const FoldErrors errors = fit.fold_errors(folds);
        const std::size_t step = errors.best_step();
        if (stages_ == 2) {
            host.log(LogLevel::info, target.label.name + ": the sources have the weight of step " +
                                         std::to_string(step + 1) + " of " + std::to_string(steps_));
        }
        return std::make_shared<FittedBoostedTransfer>(fit.ensemble(step),
                                                       std::sqrt(errors.mean_square(step)), read_out_of_bag);
    });
}

} // namespace sinter::plugins::boosted_transfer
