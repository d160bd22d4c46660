// SPDX-License-Identifier: Apache-2.0
//
// The source column s(x): what a strategy knows of a source label for a material. What a training row of the
// target sees there, and what a candidate sees, are two choices ("policies") that mean the same in every
// strategy.
//
//   source_in_training = out_of_bag | in_sample | measured     missing_source = predict | drop
//   source_at_prediction = predicted | measured_if_known
//
// A training row must see a source column with the errors that the column will have at prediction. Out of bag
// (the default) gives that: the source model's members that did not see this material.
#pragma once

#include <sinter/cross_fitted.hpp>
#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>
#include <sinter/prediction.hpp>
#include <sinter/strategy.hpp>
#include <sinter/task_rows.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sinter {

/// The policies as options.
struct SourcePolicy {
    enum class InTraining { out_of_bag, in_sample, measured };
    enum class MissingSource { predict, drop };
    enum class AtPrediction { predicted, measured_if_known };

    InTraining in_training = InTraining::out_of_bag;
    MissingSource missing = MissingSource::predict; ///< of `measured`: a training row without a source label
    AtPrediction at_prediction = AtPrediction::predicted;

    SourcePolicy() = default;
    explicit SourcePolicy(const Options& options) {
        const auto& training = options.text("source_in_training");
        in_training = training == "in_sample"  ? InTraining::in_sample
                      : training == "measured" ? InTraining::measured
                                               : InTraining::out_of_bag;
        missing = options.text("missing_source") == "drop" ? MissingSource::drop : MissingSource::predict;
        at_prediction = options.text("source_at_prediction") == "measured_if_known"
                            ? AtPrediction::measured_if_known
                            : AtPrediction::predicted;
    }

    static void declare(Parameters& p) {
        p.text("source_in_training", "out_of_bag")
            .choices({"out_of_bag", "in_sample", "measured"})
            .doc("what a training row sees as the source: a prediction by members that did not see its "
                 "material, the "
                 "fitted value (optimistic), or the measured label");
        p.text("missing_source", "predict")
            .choices({"predict", "drop"})
            .doc("with source_in_training = measured: what to do with a training row that has no source "
                 "label");
        p.text("source_at_prediction", "predicted")
            .choices({"predicted", "measured_if_known"})
            .doc("what a candidate sees as the source: the prediction, or the measured label where it is "
                 "known");
    }
};

/// A fitted source: s(x) for training rows and for candidates. Immutable once made; owns its model.
class SourceColumn {
public:
    /// Fits the source model on all rows of source task `source`.
    SourceColumn(const SourcePolicy& policy, const TransferProblem& problem, std::size_t source,
                 const Learner& learner, Host& host)
        : policy_(policy), source_(source), read_out_of_bag_(problem.read_sources_out_of_bag) {
        const TaskRows rows(problem, problem.sources[source]);
        model_ = learner.fit(rows.training(), host);
        const bool needs_members =
            read_out_of_bag_ || policy_.in_training != SourcePolicy::InTraining::in_sample;
        if (needs_members && model_->out_of_bag() == nullptr) {
            model_ = std::make_shared<CrossFitted>(learner, rows.training(), host);
        }
        for (Index i = 0; i < rows.size(); ++i) {
            auto& sum = measured_[rows.materials()[static_cast<std::size_t>(i)]];
            sum.first += rows.labels()[i];
            sum.second += 1;
        }
    }

    /// s for training rows. NaN: this row is to be dropped (missing_source = drop, or a material that every
    /// member of the source has seen).
    [[nodiscard]] Eigen::VectorXd for_training(MatrixView features, Span<std::uint64_t> materials) const {
        Eigen::VectorXd s(features.rows());
        if (policy_.in_training == SourcePolicy::InTraining::in_sample) {
            model_->predict(features, MatrixOut(s));
            return s;
        }
        model_->out_of_bag()->predict_out_of_bag(features, materials, MatrixOut(s));
        if (policy_.in_training == SourcePolicy::InTraining::measured) {
            for (std::size_t i = 0; i < materials.size(); ++i) {
                const auto found = measured_.find(materials[i]);
                if (found != measured_.end()) {
                    s[static_cast<Index>(i)] = found->second.first / found->second.second;
                } else if (policy_.missing == SourcePolicy::MissingSource::drop) {
                    s[static_cast<Index>(i)] = std::numeric_limits<double>::quiet_NaN();
                }
            }
        }
        return s;
    }

    /// s for candidates, with its uncertainty. A measured value has none.
    [[nodiscard]] Prediction for_candidates(const Candidates& candidates) const {
        Prediction s = predict_one_label(*model_, candidates.features);
        if (read_out_of_bag_) {
            model_->out_of_bag()->predict_out_of_bag(candidates.features, candidates.materials,
                                                     MatrixOut(s.mean));
        }
        if (policy_.at_prediction == SourcePolicy::AtPrediction::measured_if_known) {
            for (Index i = 0; i < s.mean.size(); ++i) {
                const double known = candidates.known_sources(i, static_cast<Index>(source_));
                if (std::isnan(known)) {
                    continue;
                }
                s.mean[i] = known;
                s.sigma_mean[i] = 0;
            }
        }
        return s;
    }

private:
    SourcePolicy policy_;
    std::size_t source_;
    bool read_out_of_bag_;
    std::shared_ptr<const Model> model_;
    std::unordered_map<std::uint64_t, std::pair<double, double>>
        measured_; ///< material: sum and number of labels
};

} // namespace sinter
