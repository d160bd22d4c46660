// SPDX-License-Identifier: Apache-2.0
//
// How source tasks inform the target task.
#pragma once

#include <sinter/abi/strategy.h>
#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/views.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sinter {

/// Predicting one label: what it is and its training rows; a view. A material that was measured twice stands twice.
struct Task {
    Label label;
    std::string context;     ///< who measured or computed it, and how; may be empty
    Span<std::int64_t> rows; ///< into the problem's features and materials
    Span<double> labels;     ///< one per row, never NaN
    Span<double> weights;    ///< one per row; empty: all one
    Stream stream;           ///< for fits on this task alone
};

/// What a strategy is fitted on; a view. Rows that the protocol holds out are not in it.
struct TransferProblem {
    MatrixView features;           ///< every row that a task refers to
    Span<std::uint64_t> materials; ///< one per row
    Span<Feature> feature_infos;   ///< one per column
    std::vector<Task> targets;
    std::vector<Task> sources;
    Stream stream; ///< for fits on the target
    /// Sources keep rows of materials that will be predicted; predictions for those materials must come from
    /// members that did not see them (hold_out_sources = "out_of_bag").
    bool read_sources_out_of_bag = false;
    /// Sources keep rows of materials that will be predicted, by the wish of the config (hold_out_sources =
    /// false). Otherwise those rows are held out, and who holds target rows out of a part of this problem
    /// holds them out as well (sinter/inner_folds.hpp).
    bool sources_keep_candidates = false;
};

/// What is to be predicted; a view.
struct Candidates {
    MatrixView features;
    Span<std::uint64_t> materials;
    /// rows x sources: the measured source label;
    /// NaN where it is not known or the strategy does not ask for it (StrategyNeeds::reads_known_sources)
    MatrixView known_sources;
};

/// Where predictions go: rows x the targets' outputs side by side (output_count in learner.hpp: one column
/// for a number; for classes one per class, with its probability). A deviation that the strategy does not know is NaN.
struct PredictionsOut {
    MatrixOut mean;
    MatrixOut sigma_mean; ///< how uncertain the mean is
    MatrixOut sigma_obs;  ///< how far a new measurement will be
};

/// Optional: predictions for the target's training materials that are as honest as those for new ones, of
/// source and target parts alike ("composite").
class CompositeOutOfBag {
public:
    virtual ~CompositeOutOfBag() = default;
    /// As TransferModel::predict, but the mean for a candidate is that of members that did not see its
    /// material; a material that no member saw gets the plain prediction, one that every member saw NaN.
    virtual void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const = 0;
};

/// Optional: how the errors of the targets' means vary together.
class TaskCovariance {
public:
    virtual ~TaskCovariance() = default;
    /// `covariance`: rows x (outputs squared), row by row the outputs x outputs matrix of one candidate, in
    /// the labels' units. `trees`: of the members' predictions; `jackknife`: of the means, by the quadratic
    /// form. NaN where it is not known.
    enum class Kind : std::uint32_t { trees, jackknife };
    virtual void predict_task_covariance(const Candidates& candidates, Kind kind,
                                         MatrixOut covariance) const = 0;
};

/// A fitted strategy; owns the models it needs. Const members may be called from several threads at once.
class TransferModel {
public:
    TransferModel() = default;
    TransferModel(const TransferModel&) = delete;
    TransferModel& operator=(const TransferModel&) = delete;
    virtual ~TransferModel() = default;
    virtual void predict(const Candidates& candidates, const PredictionsOut& out) const = 0;

    /// Null where the model does not have the ability. Owned by the model.
    [[nodiscard]] virtual const CompositeOutOfBag* out_of_bag() const { return nullptr; }
    [[nodiscard]] virtual const TaskCovariance* task_covariance() const { return nullptr; }
};

/// What a configured strategy asks of the study; checked before anything runs.
struct StrategyNeeds {
    std::int64_t min_sources = 0;
    std::int64_t max_sources = 0;
    std::int64_t max_targets = 1;
    bool same_unit = false;    ///< sources must have the target's unit and scale, or its classes
    bool numbers_only = false; ///< no label may have classes
    /// Candidates come with their measured source labels (source_at_prediction = "measured_if_known");
    /// without this the host hides them.
    bool reads_known_sources = false;
};

/// How source tasks inform the target task. It asks the host for learners and never owns one.
///
/// A plugin's class also has
///   static Parameters parameters();
///   explicit Strategy(const Options&);
/// Threads: const members may be called from several threads at once.
class TransferStrategy {
public:
    TransferStrategy() = default;
    TransferStrategy(const TransferStrategy&) = delete;
    TransferStrategy& operator=(const TransferStrategy&) = delete;
    virtual ~TransferStrategy() = default;

    [[nodiscard]] virtual StrategyNeeds needs() const = 0;
    [[nodiscard]] virtual std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                                   Host& host) const = 0;
};

} // namespace sinter
