// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/latent_variable/latent_variable.hpp"

#include <sinter/error.hpp>
#include <sinter/per_target.hpp>
#include <sinter/prediction.hpp>
#include <sinter/residual_ratio.hpp>
#include <sinter/task_rows.hpp>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace sinter::plugins::latent_variable {
namespace {

using Sources = std::vector<SourceColumn>;

/// The features that the sources add: one for a number, one per class for classes.
std::vector<Feature> infos_of(const Sources& sources) {
    std::vector<Feature> infos;
    for (const auto& source : sources) {
        const Label& label = source.label();
        if (label.class_count == 0) {
            infos.push_back({label.name, label.unit, FeatureKind::number, 0});
        }
        for (std::uint32_t c = 0; c < label.class_count; ++c) {
            infos.push_back({label.name + " is class " + std::to_string(c), "", FeatureKind::number, 0});
        }
    }
    return infos;
}

/// s_1 .. s_k side by side. `column_of` gives a source's rows x outputs.
template <class ColumnOf>
RowMatrix side_by_side(const Sources& sources, Index rows, const ColumnOf& column_of) {
    RowMatrix all(rows, static_cast<Index>(infos_of(sources).size()));
    Index first = 0;
    for (const auto& source : sources) {
        const Index outputs = output_count(source.label());
        all.middleCols(first, outputs) = column_of(source);
        first += outputs;
    }
    return all;
}

class FittedLatentVariable final : public TransferModel, private CompositeOutOfBag {
public:
    FittedLatentVariable(std::shared_ptr<const Sources> sources, std::shared_ptr<const Model> h_b,
                         Label label, double factor)
        : sources_(std::move(sources)), h_b_(std::move(h_b)), label_(std::move(label)), factor_(factor) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const Index rows = candidates.features.rows();
        std::vector<Eigen::VectorXd> deviations;
        const RowMatrix s = side_by_side(*sources_, rows, [&](const SourceColumn& source) {
            const Prediction p = source.for_candidates(candidates);
            deviations.emplace_back(p.sigma_mean.col(0));
            return p.mean;
        });
        RowMatrix x(rows, candidates.features.columns() + s.cols());
        x << candidates.features.map(), s;
        Prediction y = predict_label(*h_b_, x, label_);
        if (label_.class_count == 0) {
            Eigen::ArrayXd variance = y.sigma_mean.col(0).array().square();
            Index column = candidates.features.columns();
            for (std::size_t k = 0; k < sources_->size(); ++k) {
                const Label& source = (*sources_)[k].label();
                if (source.class_count == 0) {
                    variance += variance_from(x, column, deviations[k], y.mean.col(0));
                }
                column += output_count(source);
            }
            y.sigma_mean.col(0) = variance.sqrt();
        }
        y.sigma_obs *= factor_;
        write_prediction(y, out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return h_b_->out_of_bag() != nullptr ? this : nullptr;
    }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        const RowMatrix s =
            side_by_side(*sources_, candidates.features.rows(), [&](const SourceColumn& source) {
                return source.for_candidates_out_of_bag(candidates);
            });
        RowMatrix x(s.rows(), candidates.features.columns() + s.cols());
        x << candidates.features.map(), s;
        h_b_->out_of_bag()->predict_out_of_bag(x, candidates.materials, mean);
    }

    /// Variance of h_B over s ~ N(mean, sd) in one column, by three-point Gauss-Hermite quadrature: the nodes
    /// are the mean (weight 2/3) and mean +- sqrt(3) sd (weight 1/6 each).
    [[nodiscard]] Eigen::ArrayXd variance_from(const RowMatrix& x, Index column, const Eigen::VectorXd& sd,
                                               const Eigen::VectorXd& centre) const {
        if (sd.hasNaN()) {
            return Eigen::ArrayXd::Constant(x.rows(), std::numeric_limits<double>::quiet_NaN());
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

    std::shared_ptr<const Sources> sources_;
    std::shared_ptr<const Model> h_b_;
    Label label_;
    double factor_; ///< of sigma_obs
};

/// What sigma_obs of h_B, which knows its errors on the source columns that training rows see, lacks to fit
/// those that candidates see: 1 where they are the same.
double calibration(const Model& h_b, const Sources& sources, const TaskRows& target, Index own_features) {
    if (!can_calibrate(h_b)) {
        return 1;
    }
    const RowMatrix x = target.features().leftCols(own_features);
    const RowMatrix s = side_by_side(sources, x.rows(), [&](const SourceColumn& source) {
        return source.as_for_candidates(x, target.materials());
    });
    RowMatrix seen(x.rows(), x.cols() + s.cols());
    seen << x, s;
    if (seen == target.features()) {
        return 1;
    }
    const auto ratio = [&](const RowMatrix& features) {
        return residual_ratio(
            out_of_bag_residuals(h_b, features, target.labels().col(0), target.materials()));
    };
    return calibration_factor(ratio(seen), ratio(target.features()));
}

} // namespace

Parameters LatentVariable::parameters() {
    Parameters p;
    p.learner("learner").doc("fits the target, and the sources unless source_learner is given");
    p.optional_learner("source_learner").doc("fits the sources");
    SourcePolicy::declare(p);
    return p;
}

LatentVariable::LatentVariable(const Options& options)
    : learner_(options.text("learner")), source_learner_(options.learner_or("source_learner", learner_)),
      policy_(options) {}

StrategyNeeds LatentVariable::needs() const {
    StrategyNeeds needs;
    needs.min_sources = 1;
    needs.max_sources = 64;
    needs.max_targets = 64;
    needs.reads_known_sources = policy_.reads_known_sources();
    return needs;
}

std::shared_ptr<const TransferModel> LatentVariable::fit(const TransferProblem& problem, Host& host) const {
    const auto source_learner = host.make_learner(source_learner_);
    auto sources = std::make_shared<Sources>();
    for (std::size_t k = 0; k < problem.sources.size(); ++k) {
        sources->emplace_back(policy_, problem, k, *source_learner, host);
    }
    const auto learner = host.make_learner(learner_);
    return fit_each_target(problem, [&](const Task& task) {
        TaskRows target(problem, task);
        const RowMatrix x = target.features();
        const RowMatrix s = side_by_side(*sources, x.rows(), [&](const SourceColumn& source) {
            return source.for_training(x, target.materials());
        });
        target.append_features(infos_of(*sources), s);
        target.keep(complete_rows(s));
        if (target.size() == 0) {
            fail_numerical("no training row of the target has all source values");
        }
        auto h_b = learner->fit(target.training(), host);
        const double factor = task.label.class_count == 0 ? calibration(*h_b, *sources, target, x.cols()) : 1;
        return std::make_shared<FittedLatentVariable>(sources, std::move(h_b), task.label, factor);
    });
}

} // namespace sinter::plugins::latent_variable
