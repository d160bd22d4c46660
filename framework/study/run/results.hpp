// SPDX-License-Identifier: Apache-2.0
//
// What a study gives: the predictions of every trial, and what was learned about the data on the way.
#pragma once

#include "framework/study/notices/notice_board.hpp"
#include "framework/study/plan/trial_key.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace sinter::study {

/// One held-out record of a target and what was predicted for it.
struct RowPrediction {
    std::int64_t row = 0;    ///< of the joined data set
    std::int64_t record = 0; ///< of the target label; several records may share a row
    std::string material;    ///< as the data call it (data::Materials::shown), e.g. "Fe2O3"
    std::string group;       ///< what the protocol holds out together
    double label = 0;        ///< measured, in the label's unit; of a label with classes: index of its class
    double mean = 0;       ///< predicted, same unit; of classes: index of the most probable one, ties lowest
    double sigma_mean = 0; ///< how uncertain the mean is; NaN: not known
    double sigma_obs = 0;  ///< how far a new measurement will be; NaN: not known
    std::vector<double> shares{}; ///< of classes: the probability of each; else empty
};

/// What a derived quantity would be without correlation between the errors of its labels.
struct IndependentPrediction {
    double mean = 0;
    double sigma_obs = 0;
    std::vector<double> shares{}; ///< where it is a class; else empty
};

/// The joint law that a derived quantity was predicted by.
struct JointLawResult {
    std::string law; ///< residuals, trees, jackknife or independent; of a label empty
    /// Degrees of freedom of its t law: that of all its labels or, for a linear quantity, its own; infinite: normal.
    double degrees = std::numeric_limits<double>::infinity();
    std::vector<double> correlations; ///< of its labels (2,1), (3,1), (3,2) ..: mean over the predictions
    std::vector<IndependentPrediction> independent; ///< one per prediction
};

/// One target of one trial: a strategy on one fold of one repeat at one training size.
struct TrialResult {
    TrialKey key;
    std::size_t target = 0;           ///< index into the study's targets
    std::int64_t training_rows = 0;   ///< records of the target
    std::int64_t training_groups = 0; ///< distinct groups among them
    /// Mean label of the training rows; NaN: not known (classes), and then there is no NDME.
    double training_mean = std::numeric_limits<double>::quiet_NaN();
    double seconds = 0; ///< wall; never part of a table that must repeat byte for byte
    std::vector<RowPrediction> predictions;
    JointLawResult joint; ///< of a derived quantity
};

/// A trial that could not be run to its end.
struct FailedTrial {
    TrialKey key;
    std::string error; ///< what was said
};

/// One strategy as the config describes it.
struct StrategySummary {
    std::string name;
    std::string plugin;
    /// What it predicts, as indices into the study's targets: labels in its own order, then derived quantities.
    std::vector<std::size_t> targets;
    std::vector<std::string> sources;
    bool baseline = false;         ///< the others are compared with it
    bool primary = false;          ///< named beforehand as the one that counts
    bool placebo = false;          ///< its sources' labels are shuffled between materials
    bool transductive = false;     ///< its sources keep rows of held-out materials
    bool reads_candidates = false; ///< it sees the features of held-out materials when it is fitted
    std::vector<std::pair<std::string, std::string>> options; ///< effective, as text
};

/// One label of the joined data.
struct LabelSummary {
    std::string name;
    std::string unit;
    std::string context;
    std::vector<std::string> classes; ///< of a label with classes, by index; else empty
    std::int64_t rows = 0;
    std::int64_t materials = 0;
    std::int64_t repeated_materials = 0; ///< with more than one measurement in the file
    std::string repeats_policy;
    std::string file{};                 ///< last part of the path of its table
    std::vector<std::uint32_t> lines{}; ///< of the file, one per record
};

/// A quantity that is made of several labels.
struct DerivedSummary {
    std::string name;
    std::string unit;
    std::string expression;           ///< as the config has it
    std::string law;                  ///< that the config asks for
    std::vector<std::string> labels;  ///< that it is made of
    std::vector<std::string> classes; ///< by index; empty: a number
};

/// How many materials two labels share.
struct OverlapSummary {
    std::string first;
    std::string second;
    std::int64_t materials = 0;
};

/// A row that was left out because it could not be read.
struct LeftOutRow {
    std::string file; ///< its name without folders
    std::uint32_t line = 0;
    std::string reason;
    std::string cell{}; ///< its text, at most 200 bytes of it; empty: it is not one cell
};

/// How many folds of all repeats a target has by the plan.
struct PlannedFolds {
    std::size_t target = 0; ///< index into the study's targets; of a label
    std::size_t size = 0;   ///< index into the training sizes
    std::int64_t folds = 0;
};

/// What the plugins of one trial said.
struct TrialLog {
    TrialKey key;
    std::vector<Notice> notices;
};

struct StudyResults {
    std::string name;
    std::uint64_t seed = 0;
    std::string protocol; ///< in words: "5-fold, 1 repeat, grouped by composition"
    /// Test rows over training rows of a full fold, for the corrected resampled interval: 1/(k - 1) for k
    /// folds.
    double test_to_training = std::numeric_limits<double>::quiet_NaN();
    /// Labels that are predicted, in the order of the strategies, then derived quantities.
    std::vector<std::string> targets;
    std::vector<double> fractions{1.0}; ///< training sizes: shares of the training groups, ascending
    std::vector<DerivedSummary> derived;
    std::vector<LabelSummary> labels;
    std::vector<OverlapSummary> overlaps;      ///< of each target with every other label
    std::vector<std::string> contradictions;   ///< sentences of labels that differ by a factor or an offset
    std::vector<StrategySummary> strategies;   ///< in the config's order
    std::vector<TrialResult> trials;           ///< by strategy (config's order), then as the plan has them
    std::vector<FailedTrial> failed;           ///< in the same order
    std::int64_t planned_trials = 0;           ///< finished, failed, and not yet run
    std::vector<PlannedFolds> planned_folds{}; ///< by target and size; none: not known
    std::int64_t finished_trials = 0;          ///< those that are in `trials` (one entry per target)
    std::vector<Notice> left_out;              ///< sentences: which rows were left out, and why
    std::vector<LeftOutRow> left_out_rows;     ///< every one that could not be read, by file and line
    std::vector<Notice> notices;               ///< imputed values, ignored inputs, warnings
    std::vector<TrialLog> log;                 ///< of the trials whose plugins said something, in their order
    std::vector<std::pair<std::string, std::string>> versions; ///< program, plugins: name and version
    std::string config_text;                                   ///< as the user wrote it

    [[nodiscard]] TrialNames trial_names() const {
        TrialNames names{{}, fractions};
        for (const auto& strategy : strategies) {
            names.strategies.push_back(strategy.name);
        }
        return names;
    }
    /// The label's summary; null where there is none.
    [[nodiscard]] const LabelSummary* label(const std::string& label_name) const {
        for (const auto& summary : labels) {
            if (summary.name == label_name) {
                return &summary;
            }
        }
        return nullptr;
    }
    /// The derived quantity's summary; null where there is none.
    [[nodiscard]] const DerivedSummary* derived_of(const std::string& quantity) const {
        for (const auto& summary : derived) {
            if (summary.name == quantity) {
                return &summary;
            }
        }
        return nullptr;
    }
};

} // namespace sinter::study
