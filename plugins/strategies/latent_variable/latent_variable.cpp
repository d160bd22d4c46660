// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/latent_variable/latent_variable.hpp"

#include <sinter/error.hpp>
#include <sinter/prediction.hpp>
#include <sinter/task_rows.hpp>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace sinter::plugins {
namespace {

class Fitted final : public TransferModel {
public:
    Fitted(std::vector<SourceColumn> sources, std::shared_ptr<const Model> h_b)
        : sources_(std::move(sources)), h_b_(std::move(h_b)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const Index width = candidates.features.columns();
        RowMatrix x(candidates.features.rows(), width + static_cast<Index>(sources_.size()));
        x.leftCols(width) = candidates.features.map();
        std::vector<Eigen::VectorXd> deviations;
        for (std::size_t k = 0; k < sources_.size(); ++k) {
            const Prediction s = sources_[k].for_candidates(candidates);
            x.col(width + static_cast<Index>(k)) = s.mean;
            deviations.push_back(s.sigma_mean);
        }
        Prediction y = predict_one_label(*h_b_, x);
        Eigen::VectorXd variance = y.sigma_mean.array().square();
        for (std::size_t k = 0; k < sources_.size(); ++k) {
            variance += variance_from(x, width + static_cast<Index>(k), deviations[k], y.mean);
        }
        y.sigma_mean = variance.array().sqrt();
        write_prediction(y, out, 0);
    }

private:
    /// Variance of h_B over s ~ N(mean, sd) in one column, by three-point Gauss-Hermite quadrature: the nodes
    /// are the mean (weight 2/3) and mean +- sqrt(3) sd (weight 1/6 each).
    [[nodiscard]] Eigen::VectorXd variance_from(const RowMatrix& x, Index column, const Eigen::VectorXd& sd,
                                                const Eigen::VectorXd& centre) const {
        if (sd.hasNaN()) {
            return Eigen::VectorXd::Constant(x.rows(), std::numeric_limits<double>::quiet_NaN());
        }
        RowMatrix moved = x;
        Eigen::VectorXd above(x.rows());
        Eigen::VectorXd below(x.rows());
        moved.col(column) = x.col(column) + std::sqrt(3.0) * sd;
        h_b_->predict(moved, MatrixOut(above));
        moved.col(column) = x.col(column) - std::sqrt(3.0) * sd;
        h_b_->predict(moved, MatrixOut(below));
        const Eigen::ArrayXd mean = (above + below + 4 * centre).array() / 6;
        return (above.array() - mean).square() / 6 + (below.array() - mean).square() / 6 +
               (centre.array() - mean).square() * 2 / 3;
    }

    std::vector<SourceColumn> sources_;
    std::shared_ptr<const Model> h_b_;
};

} // namespace

Parameters LatentVariable::parameters() {
    Parameters p;
    p.learner("learner").doc("fits the target, and the sources where source_learner is not given");
    p.optional_learner("source_learner").doc("fits the sources");
    SourcePolicy::declare(p);
    return p;
}

LatentVariable::LatentVariable(const Options& options)
    : learner_(options.text("learner")),
      source_learner_(options.text("source_learner").empty() ? learner_ : options.text("source_learner")),
      policy_(options) {}

StrategyNeeds LatentVariable::needs() const {
    constexpr std::int64_t most_sources = 64;
    return {1, most_sources, 1, false, false};
}

std::shared_ptr<const TransferModel> LatentVariable::fit(const TransferProblem& problem, Host& host) const {
    const auto source_learner = host.make_learner(source_learner_);
    TaskRows target(problem, problem.targets.front());
    const RowMatrix x = target.features();
    std::vector<bool> complete(static_cast<std::size_t>(x.rows()), true);
    std::vector<SourceColumn> sources;
    for (std::size_t k = 0; k < problem.sources.size(); ++k) {
        sources.emplace_back(policy_, problem, k, *source_learner, host);
        const Label& label = problem.sources[k].label;
        const Eigen::VectorXd s = sources.back().for_training(x, target.materials());
        for (Index i = 0; i < s.size(); ++i) {
            if (std::isnan(s[i])) {
                complete[static_cast<std::size_t>(i)] = false;
            }
        }
        target.append_feature({label.name, label.unit, Kind::number, 0}, s);
    }
    target.keep(complete);
    if (target.size() == 0) {
        fail_numerical("no training row of the target has all source values");
    }
    return std::make_shared<Fitted>(std::move(sources),
                                    host.make_learner(learner_)->fit(target.training(), host));
}

} // namespace sinter::plugins
