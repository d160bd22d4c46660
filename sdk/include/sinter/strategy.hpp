// SPDX-License-Identifier: Apache-2.0
//
// How source tasks inform the target task. This header, and those that it includes, are what a strategy sees,
// needs, gives and says. Helpers, each in a header of its own:
//
//   task_rows.hpp       TaskRows: the rows of a task as a training set; add features or rows, change labels
//   prediction.hpp      predict_label, predict_candidates: what a model predicts, with its deviations
//   cross_fitted.hpp    fit_with_out_of_bag: a model with honest predictions for its own training rows
//   source_column.hpp   SourceColumn: a source's prediction as a column, under the source policies
//   per_target.hpp      fit_each_target: one model per target
//   inner_folds.hpp     InnerFolds, InnerProblem: choose something inside the training rows
//   material_rows.hpp   MaterialRows: some rows of the compositions
//   parameters.hpp      Parameters, Options: what the config may say
//   random.hpp          Stream, Draws: random numbers that do not depend on threads
//   rounding.hpp        differences that are nothing but rounding
#pragma once

#include <sinter/abi/strategy.h>
#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/unknown.hpp>
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
    /// One per row, never NaN, in label.unit: logarithms if the config has `transform` (Label::unit). A class
    /// is its index.
    Span<double> labels;
    Span<double> weights; ///< one per row; empty: all one
    /// For fits on this task alone: such a fit of a source has the same random numbers in every strategy, and
    /// is made once for all.
    Stream stream;
    Span<double> errors{}; ///< one per row: the stated standard error of the label, >= 0; NaN: not stated;
                           ///< empty: none is
    double fidelity = unknown; ///< how near to the truth; only the order counts; NaN: not stated
    double cost = unknown;     ///< of one label, in a unit that all tasks share; NaN: not stated
};

/// What is to be predicted; a view.
struct Candidates {
    MatrixView features;
    Span<std::uint64_t> materials;
    /// rows x sources: the measured source label; NaN if it is not known, or if the strategy does not ask for
    /// it (StrategyNeeds::reads_known_sources)
    MatrixView known_sources;
    Materials
        compositions{}; ///< one per row; none unless the strategy asks (StrategyNeeds::reads_compositions)
};

/// Which source rows a strategy sees of materials that will be predicted (`hold_out_sources` of the config).
enum class SourceRows : std::uint32_t {
    /// None: they were held out. Who holds target rows out of a part of the problem holds these out as well
    /// (sinter/inner_folds.hpp).
    held_out = SINTER_SOURCE_ROWS_HELD_OUT,
    /// All; predictions for those materials must come from members that did not see them.
    read_out_of_bag = SINTER_SOURCE_ROWS_READ_OUT_OF_BAG,
    /// All, as the config wishes.
    kept = SINTER_SOURCE_ROWS_KEPT
};

/// What a strategy is fitted on; a view that is gone when fit has returned: a model copies what it needs. Rows
/// that the protocol holds out are not in it.
struct TransferProblem {
    MatrixView features;           ///< every row that a task refers to
    Span<std::uint64_t> materials; ///< one per row
    Span<Feature> feature_infos;   ///< one per column
    std::vector<Task> targets;
    std::vector<Task> sources;
    Stream
        stream; ///< for fits on rows of the target together with others; on those of one task: Task::stream
    SourceRows source_rows = SourceRows::held_out;
    Materials
        compositions{}; ///< one per row; none unless the strategy asks (StrategyNeeds::reads_compositions)
    /// What will be predicted after this fit, without labels of the target or of sources; null unless the
    /// strategy asks for it (StrategyNeeds::reads_candidates).
    const Candidates* candidates = nullptr;
};

/// Where predictions go: rows x the targets' outputs side by side (output_count in learner.hpp: one column
/// for a number; for classes one per class, with its probability), all in the labels' units (Label::unit). A
/// deviation that the strategy does not know is NaN.
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

/// What the learners that an option names must be able to do.
struct LearnerNeed {
    std::string option;            ///< a declared option: a learner, or a list of learners
    Capabilities capabilities = 0; ///< all of these: SINTER_CAN_..., SINTER_GIVES_... (abi/learner.h)
    std::string why{};             ///< one line for the message, e.g. "it weighs the rows of the sources"
};

/// What a configured strategy asks of the study; checked before anything runs.
struct StrategyNeeds {
    std::int64_t min_sources = 0;
    std::int64_t max_sources = 0; ///< a strategy that leaves it at 0 gets no sources
    std::int64_t max_targets = 1;
    bool same_unit = false;    ///< sources must have the target's unit and scale, or its classes
    bool numbers_only = false; ///< no label may have classes
    /// Candidates come with their measured source labels (source_at_prediction = "measured_if_known");
    /// without this the host hides them.
    bool reads_known_sources = false;
    bool reads_compositions = false; ///< rows come with their compositions and declared inputs
    /// The problem has what will be predicted, without its labels. Reports call such a study transductive: what
    /// is fitted depends on what is predicted.
    bool reads_candidates = false;
    std::vector<LearnerNeed> learners{};
};

/// How source tasks inform the target task. It asks the host for learners and never owns one.
///
/// A plugin's class also has
///   static Parameters parameters();
///   explicit Strategy(const Options&);
/// Life: the constructor reads the options and is quick; init is called once after it and does what takes long
/// or can fail; then fit is called, once per fold.
/// Threads: const members may be called from several threads at once.
/// Errors: every member may throw Error (error.hpp), which fails one trial and says why in the report: fail_invalid
/// for what it cannot take, fail_numerical for data that leave no defined result. Anything else that it throws
/// counts as a bug of the plugin. An Error of a learner or of the host need not be caught.
class TransferStrategy {
public:
    TransferStrategy() = default;
    TransferStrategy(const TransferStrategy&) = delete;
    TransferStrategy& operator=(const TransferStrategy&) = delete;
    virtual ~TransferStrategy() = default;

    /// Reads files, fills tables. The host makes no learners or strategies here.
    virtual void init(Host& /*host*/) {}

    /// Follows from the options, and may be asked before init.
    [[nodiscard]] virtual StrategyNeeds needs() const = 0;
    /// The model refers neither to the problem nor to the host once this has returned. Same problem, same
    /// bytes, whatever the number of threads.
    [[nodiscard]] virtual std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                                   Host& host) const = 0;
};

} // namespace sinter
