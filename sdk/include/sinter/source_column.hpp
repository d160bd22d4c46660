// SPDX-License-Identifier: Apache-2.0
//
// The source column s(x): what a strategy knows of a source label for a material. What a training row of the
// target sees there, and what a candidate sees, are two choices ("policies") that mean the same in every strategy.
//
//   source_in_training = out_of_bag | in_sample | measured     missing_source = predict | drop
//   source_at_prediction = predicted | measured_if_known
//
// A training row must see a source column with the errors that the column will have at prediction. Out of bag
// (the default) gives that: the source model's members that did not see this material.
#pragma once

#include <sinter/cross_fitted.hpp>
#include <sinter/error.hpp>
#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>
#include <sinter/prediction.hpp>
#include <sinter/residual_ratio.hpp>
#include <sinter/strategy.hpp>
#include <sinter/task_rows.hpp>
#include <sinter/unknown.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
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
    /// Whether candidates are read by their measured labels; for StrategyNeeds.
    [[nodiscard]] bool reads_known_sources() const {
        return at_prediction == AtPrediction::measured_if_known;
    }

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
                 "material, the fitted value (optimistic), or the measured label");
        p.text("missing_source", "predict")
            .choices({"predict", "drop"})
            .doc(
                "with source_in_training = measured: what to do with a training row that has no source label");
        p.text("source_at_prediction", "predicted")
            .choices({"predicted", "measured_if_known"})
            .doc("what a candidate sees as the source: the prediction, or the measured label if it is known");
    }
};

/// A measured label as a model would predict it that is sure:
/// a number is itself, a class index has all the probability.
[[nodiscard]] inline Eigen::RowVectorXd as_outputs(const Label& label, double measured) {
    if (label.class_count == 0) {
        return Eigen::RowVectorXd::Constant(1, measured);
    }
    if (!(measured >= 0 && measured < label.class_count && measured == std::floor(measured))) {
        fail_invalid(std::to_string(measured) + " is not a class index of \"" + label.name + "\"");
    }
    Eigen::RowVectorXd one_hot = Eigen::RowVectorXd::Zero(output_count(label));
    one_hot[static_cast<Index>(measured)] = 1;
    return one_hot;
}

/// A fitted source, s(x), for training rows and for candidates: rows x the source label's outputs, so one
/// column for a number and the classes' probabilities for classes. Immutable once made; owns its model.
class SourceColumn {
public:
    /// Where only candidates read the column, the source needs no members that did not see the training rows.
    enum class Readers { all, candidates_only };

    /// Fits the source model on all rows of source task `source`.
    SourceColumn(const SourcePolicy& policy, const TransferProblem& problem, std::size_t source,
                 const Learner& learner, Host& host, Readers readers = Readers::all)
        : policy_(policy), source_(source), label_(problem.sources[source].label),
          read_out_of_bag_(problem.source_rows == SourceRows::read_out_of_bag) {
        const TaskRows rows(problem, problem.sources[source]);
        model_ = readers == Readers::all || read_out_of_bag_
                     ? fit_with_out_of_bag(learner, rows.training(), host)
                     : learner.fit(rows.training(), host);
        for (Index i = 0; i < rows.size(); ++i) {
            auto& [sum, count] = measured_[rows.materials()[static_cast<std::size_t>(i)]];
            const Eigen::RowVectorXd outputs = as_outputs(label_, rows.labels()(i, 0));
            sum = count == 0 ? outputs : sum + outputs;
            count += 1;
        }
    }

    [[nodiscard]] const Label& label() const noexcept { return label_; }

    /// s for training rows. NaN: this row is to be dropped (missing_source = drop, or a material that every
    /// member of the source has seen).
    [[nodiscard]] RowMatrix for_training(MatrixView features, Span<std::uint64_t> materials) const {
        if (policy_.in_training == SourcePolicy::InTraining::in_sample) {
            return predict_label(*model_, features, label_).mean;
        }
        if (policy_.in_training == SourcePolicy::InTraining::out_of_bag) {
            return out_of_bag(features, materials);
        }
        if (policy_.missing == SourcePolicy::MissingSource::predict) {
            return with_measured(materials, out_of_bag(features, materials));
        }
        return with_measured(materials, Prediction(features.rows(), output_count(label_)).mean);
    }

    /// s as candidates of these training materials would see it: never a fitted value, and measured only
    /// where source_at_prediction says so.
    [[nodiscard]] RowMatrix as_for_candidates(MatrixView features, Span<std::uint64_t> materials) const {
        const RowMatrix predicted = out_of_bag(features, materials);
        return policy_.reads_known_sources() ? with_measured(materials, predicted) : predicted;
    }

    /// s for candidates, with its deviations. A measured number has sigma_mean 0.
    [[nodiscard]] Prediction for_candidates(const Candidates& candidates) const {
        Prediction s = predict_candidates(*model_, candidates, Span<Label>(&label_, 1), read_out_of_bag_);
        for (Index i = 0; i < s.mean.rows(); ++i) {
            if (is_measured(candidates, i)) {
                s.mean.row(i) = measured_outputs(candidates, i);
                s.sigma_mean.row(i).setConstant(label_.class_count == 0 ? 0 : unknown);
                s.sigma_obs.row(i).setConstant(unknown);
            }
        }
        return s;
    }

    /// Whether s of candidate i is its measured label.
    [[nodiscard]] bool is_measured(const Candidates& candidates, Index i) const {
        return policy_.reads_known_sources() &&
               !std::isnan(candidates.known_sources(i, static_cast<Index>(source_)));
    }

    /// Whether the source has members that did not see a given material; with Readers::all it has.
    [[nodiscard]] bool has_out_of_bag() const { return model_->out_of_bag() != nullptr; }

    /// The mean of for_candidates by members that did not see the candidates' materials.
    [[nodiscard]] RowMatrix for_candidates_out_of_bag(const Candidates& candidates) const {
        RowMatrix s = out_of_bag(candidates.features, candidates.materials);
        for (Index i = 0; i < s.rows(); ++i) {
            if (is_measured(candidates, i)) {
                s.row(i) = measured_outputs(candidates, i);
            }
        }
        return s;
    }

    /// What the prediction, out of bag, leaves of these labels; none where it knows no deviations.
    [[nodiscard]] std::optional<Residuals> residuals(const TaskRows& rows) const {
        if (label_.class_count > 0 || !can_calibrate(*model_)) {
            return std::nullopt;
        }
        return out_of_bag_residuals(*model_, rows.features(), rows.labels().col(0), rows.materials());
    }
    /// What a candidate's s would leave of these labels: a measured one replaces the prediction where
    /// candidates read it, and has no deviation of its own.
    [[nodiscard]] std::optional<Residuals> residuals_as_candidates(const TaskRows& rows) const {
        auto left = residuals(rows);
        for (std::size_t i = 0; left && policy_.reads_known_sources() && i < rows.materials().size(); ++i) {
            const auto found = measured_.find(rows.materials()[i]);
            if (found != measured_.end()) {
                const auto at = static_cast<Index>(i);
                left->errors[at] =
                    difference_of(rows.labels()(at, 0), found->second.first[0] / found->second.second);
                left->deviations[at] = 0;
            }
        }
        return left;
    }
    /// Whether the source was fitted on rows of the material.
    [[nodiscard]] bool has_seen(std::uint64_t material) const {
        return measured_.find(material) != measured_.end();
    }

private:
    [[nodiscard]] Eigen::RowVectorXd measured_outputs(const Candidates& candidates, Index i) const {
        return as_outputs(label_, candidates.known_sources(i, static_cast<Index>(source_)));
    }
    [[nodiscard]] RowMatrix out_of_bag(MatrixView features, Span<std::uint64_t> materials) const {
        return predict_out_of_bag(*model_, features, materials, Span<Label>(&label_, 1));
    }

    /// The mean of a material's measured labels replaces what stands in s.
    [[nodiscard]] RowMatrix with_measured(Span<std::uint64_t> materials, RowMatrix s) const {
        for (std::size_t i = 0; i < materials.size(); ++i) {
            const auto found = measured_.find(materials[i]);
            if (found != measured_.end()) {
                s.row(static_cast<Index>(i)) = found->second.first / found->second.second;
            }
        }
        return s;
    }

    SourcePolicy policy_;
    std::size_t source_;
    Label label_;
    bool read_out_of_bag_;
    std::shared_ptr<const Model> model_;
    /// Material: sum of the outputs of its labels, and their number.
    std::unordered_map<std::uint64_t, std::pair<Eigen::RowVectorXd, double>> measured_;
};

} // namespace sinter
