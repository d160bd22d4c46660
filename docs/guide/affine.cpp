// SPDX-License-Identifier: Apache-2.0
//
// affine: a transfer strategy.
//
//     y(x) = g1(s) + g2(s) g3(x),   s = s(x), the source's prediction                                 (1)
//
// Minami, Fukumizu, Hayashi and Yoshida, "Transfer learning with affine model transformation" (NeurIPS 2023):
// among all ways to put a source's prediction and a learned part together, those that lose nothing have this
// form. g1 = s, g2 = 1 is the difference; g1 = 0, g2 = s learns a ratio.
//
// g1 and g2 are functions of one number and are fitted by a smooth learner, g3 by the one that fits anything.
// Each is fitted in turn while the other two stay (backfitting): with r = y - g1,
//
//     g3 on x:  r / g2, weighted by g2^2        g2 on s:  r / g3, weighted by g3^2        g1 on s:  y - g2 g3
//
// The weights make each the least squares of (1). What a training row is given of a part is always predicted
// by members that did not see its material; otherwise a flexible g3 would leave nothing for the others.
#include <sinter/cross_fitted.hpp>
#include <sinter/plugin.hpp>
#include <sinter/prediction.hpp>
#include <sinter/source_column.hpp>
#include <sinter/task_rows.hpp>

#include <Eigen/Core>

#include <memory>
#include <string>
#include <utility>

namespace {

using namespace sinter;

/// g2 and g3 are divided by: nearer to 0 than this share of their mean size they count as that share.
constexpr double least_share = 0.1;

Eigen::ArrayXd away_from_zero(const Eigen::ArrayXd& values) {
    const double least = least_share * values.abs().mean();
    const Eigen::ArrayXd signs = (values < 0).select(-Eigen::ArrayXd::Ones(values.size()), 1.0);
    return signs * values.abs().max(least);
}

/// The three parts of (1).
struct Parts {
    std::shared_ptr<const Model> g1; ///< of s
    std::shared_ptr<const Model> g2; ///< of s
    std::shared_ptr<const Model> g3; ///< of x
};

/// The fitted strategy. It owns its models and is read by several threads at once, so it never changes.
class Fitted final : public TransferModel {
public:
    Fitted(SourceColumn s, Parts parts, Label target)
        : s_(std::move(s)), parts_(std::move(parts)), target_(std::move(target)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const RowMatrix s = s_.for_candidates(candidates).mean;
        const RowMatrix g1 = predict_label(*parts_.g1, s, target_).mean;
        const RowMatrix g2 = predict_label(*parts_.g2, s, target_).mean;
        Prediction y = predict_label(*parts_.g3, candidates.features, target_); // so far g3
        y.mean = g1.array() + g2.array() * y.mean.array();
        y.sigma_mean = g2.array().abs() * y.sigma_mean.array(); // g1, g2 and s taken as exact
        y.sigma_obs = g2.array().abs() * y.sigma_obs.array();
        write_prediction(y, out);
    }

private:
    SourceColumn s_;
    Parts parts_;
    Label target_;
};

/// Fits the parts in turn, on the rows of the target that have a value of s.
class Backfitting {
public:
    Backfitting(const TaskRows& rows, const RowMatrix& s, const Learner& smooth, const Learner& flexible,
                Host& host)
        : on_x_(rows), on_s_(rows), smooth_(smooth), flexible_(flexible), host_(host),
          y_(rows.labels().col(0).array()), g2_(Eigen::ArrayXd::Ones(y_.size())),
          g3_(Eigen::ArrayXd::Zero(y_.size())), weights_(Eigen::ArrayXd::Ones(y_.size())) {
        on_s_.replace_features({{"source", "", FeatureKind::number, 0}}, s);
        if (!rows.weights().empty()) {
            weights_ = ConstVectorMap(rows.weights().data(), y_.size()).array();
        }
    }

    Parts run(std::int64_t rounds) {
        Parts parts;
        for (std::int64_t round = 0; round < rounds; ++round) {
            parts.g1 = fitted(smooth_, on_s_, y_ - g2_ * g3_, Eigen::ArrayXd::Ones(y_.size()), g1_);
            parts.g3 = fitted(flexible_, on_x_, (y_ - g1_) / g2_, g2_.square(), g3_);
            const Eigen::ArrayXd divisor = away_from_zero(g3_);
            parts.g2 = fitted(smooth_, on_s_, (y_ - g1_) / divisor, divisor.square(), g2_);
            g2_ = away_from_zero(g2_);
        }
        return parts;
    }

private:
    /// Fits `labels`, and fills `values` with what is predicted of the rows out of bag.
    std::shared_ptr<const Model> fitted(const Learner& learner, const TaskRows& rows,
                                        const Eigen::ArrayXd& labels, const Eigen::ArrayXd& weights,
                                        Eigen::ArrayXd& values) {
        if (host_.cancelled()) {
            throw Error(SINTER_CANCELLED, "stopped");
        }
        const Eigen::VectorXd own_labels = labels;
        const Eigen::VectorXd own_weights = weights * weights_;
        TrainingSet training = rows.training();
        training.labels = MatrixView(own_labels);
        training.weights = {own_weights.data(), static_cast<std::size_t>(own_weights.size())};
        auto model = fit_with_out_of_bag(learner, training, host_);
        values = predict_out_of_bag(*model, rows.features(), rows.materials(), training.label_infos)
                     .col(0)
                     .array();
        if (!values.allFinite()) {
            fail_numerical(
                "affine: a training row has no prediction out of bag; give the learner more trees");
        }
        return model;
    }

    TaskRows on_x_;
    TaskRows on_s_; ///< the same rows with s as their only feature
    const Learner& smooth_;
    const Learner& flexible_;
    Host& host_;
    Eigen::ArrayXd y_;
    Eigen::ArrayXd g1_, g2_, g3_; ///< of the training rows, out of bag
    Eigen::ArrayXd weights_;
};

class AffineTransfer final : public TransferStrategy {
public:
    static Parameters parameters() {
        Parameters p;
        p.learner("learner").doc("fits g3, and the source");
        p.learner("smooth_learner").doc("fits g1 and g2, functions of one number");
        p.integer("rounds", 3).between(1, 20).doc("how often each part is fitted");
        SourcePolicy::declare(p); // source_in_training and its like: the same in every strategy
        return p;
    }

    explicit AffineTransfer(const Options& options)
        : policy_(options), learner_(options.text("learner")), smooth_(options.text("smooth_learner")),
          rounds_(options.integer("rounds")) {}

    /// One source in any unit, since g1 and g2 can turn it into the target's.
    StrategyNeeds needs() const override {
        StrategyNeeds needs;
        needs.min_sources = 1;
        needs.max_sources = 1;
        needs.numbers_only = true;
        needs.reads_known_sources = policy_.reads_known_sources();
        return needs;
    }

    std::shared_ptr<const TransferModel> fit(const TransferProblem& problem, Host& host) const override {
        const Task& target = problem.targets.front();
        const auto flexible = host.make_learner(learner_);
        const auto smooth = host.make_learner(smooth_);
        SourceColumn source(policy_, problem, 0, *flexible, host);

        TaskRows rows(problem, target);
        RowMatrix s = source.for_training(rows.features(), rows.materials());
        const auto known = complete_rows(s); // NaN: no honest value of s for that row
        if (known.empty()) {
            fail_numerical("no training row of " + target.label.name + " has a value of its source");
        }
        rows.keep(known);
        s = s(known, Eigen::all).eval();
        return std::make_shared<Fitted>(
            std::move(source), Backfitting(rows, s, *smooth, *flexible, host).run(rounds_), target.label);
    }

private:
    SourcePolicy policy_;
    std::string learner_;
    std::string smooth_;
    std::int64_t rounds_;
};

} // namespace

SINTER_STRATEGY_PLUGIN(AffineTransfer, "affine", "0.1.0",
                       "g1(s) + g2(s) g3(x): an affine function of the source's prediction");
