// SPDX-License-Identifier: Apache-2.0
//
// A study ready to run: the config with its plugins loaded, its options checked, its data read and its
// trials listed.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/evaluation/joint/expression.hpp"
#include "framework/evaluation/protocols/split.hpp"
#include "framework/plugin/loading/catalogue.hpp"
#include "framework/study/config/config.hpp"
#include "framework/study/plan/feature_matrix.hpp"
#include "framework/study/plan/row_groups.hpp"
#include "framework/study/plan/trial_key.hpp"
#include "framework/threads/workers.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>
#include <sinter/random.hpp>
#include <sinter/strategy.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sinter::study {

/// A loaded plugin with its validated options.
struct ChosenPlugin {
    std::shared_ptr<const plugin::LoadedPlugin> plugin;
    Options options = Options::defaults({});
    std::vector<std::string> written; ///< names of the options that the config gives; the others are defaults
};

struct PlannedFeaturizer {
    ChosenPlugin chosen;
    std::shared_ptr<const Featurizer> featurizer;
};

struct PlannedLearner {
    std::string name; ///< [learner.NAME]
    ChosenPlugin chosen;
    std::shared_ptr<const Learner> learner;
};

struct PlannedStrategy {
    std::string name;
    ChosenPlugin chosen;
    std::shared_ptr<const TransferStrategy> strategy;
    std::vector<std::size_t> targets;      ///< indices into the data set's labels
    std::vector<std::size_t> sources;      ///< the same
    std::vector<std::string> source_names; ///< the same by name
    HoldOutSources hold_out_sources = HoldOutSources::yes;
    bool reads_compositions = false; ///< it, or a strategy that it names, sees the compositions of rows
    bool reads_candidates = false;   ///< the same, of what will be predicted when it is fitted
    bool placebo = false;            ///< its sources' labels are shuffled between materials
    bool baseline = false;           ///< the others are compared with it
    bool primary = false;
};

/// A quantity that is made of several labels.
struct PlannedDerived {
    std::string name;
    std::string unit;
    JointLaw law = JointLaw::residuals;
    evaluation::Expression expression; ///< of numbers in the labels' units
    std::vector<std::size_t> labels;   ///< of each of its names: index into the data set's labels
    std::vector<std::string> classes;  ///< where it gives a class; else empty
};

/// One measurement of a target: what is trained on or held out.
struct TargetRecord {
    std::size_t label = 0;   ///< index into the data set's labels
    std::int64_t record = 0; ///< of the label
    std::int64_t row = 0;    ///< of the data set
};

/// What is trained on and what is held out. Rows of `rows` are indices into the plan's records.
struct PlannedSplit {
    evaluation::Split rows;
    int inner = -1;       ///< of the nested protocol: a fold within the training rows of `rows.fold`
    std::size_t size = 0; ///< of the training set: index into the plan's fractions
};

/// The smallest thing that is run, journalled and resumed.
struct Trial {
    std::size_t strategy = 0; ///< index into the plan's strategies
    std::size_t split = 0;    ///< index into the plan's splits
    std::string id; ///< 32 hexadecimal digits: a hash of all that its result depends on (trial_id.hpp)
};

struct Plan {
    Config config;
    data::Dataset dataset;
    std::vector<PlannedFeaturizer> featurizers;
    std::vector<PlannedLearner> learners;
    std::vector<PlannedStrategy> strategies;
    std::vector<PlannedDerived> derived;      ///< in the config's order
    std::vector<std::size_t> targets;         ///< labels that strategies predict, in their order
    std::vector<TargetRecord> records;        ///< of all targets, label by label
    RowGroups groups;                         ///< of the data set's rows
    std::vector<std::uint64_t> row_materials; ///< of each row of the data set: the key of its material
    std::map<std::size_t, data::LabelColumn> shuffled; ///< by label: what placebos take in its place
    std::vector<double> fractions;    ///< training sizes: shares of a split's training groups, ascending
    std::vector<PlannedSplit> splits; ///< by repeat, fold, inner fold and size
    double test_to_training = 0;      ///< test rows over training rows of a full fold
    std::shared_ptr<const FeatureMatrix> features; ///< where the protocol needed them; else null
    std::shared_ptr<plugin::HarmBoard> harm; ///< what its plugins did to the process; null: nobody knows
    std::vector<Trial> trials;               ///< by split, then strategy: strategies of a fold share its fits
};

[[nodiscard]] TrialKey key_of(const Plan& plan, const Trial& trial);

/// The share of the training groups that a split uses.
[[nodiscard]] double fraction_of(const Plan& plan, const PlannedSplit& split);

/// What is predicted has one numbering: the plan's targets, then its derived quantities.
[[nodiscard]] const std::string& target_name(const Plan& plan, std::size_t target);
/// Null for a label.
[[nodiscard]] const PlannedDerived* derived_target(const Plan& plan, std::size_t target);
/// `label` is one of the plan's targets.
[[nodiscard]] std::size_t target_of_label(const Plan& plan, std::size_t label);

/// What a seed means: the root of all random streams of the study.
[[nodiscard]] Stream study_stream(const Config& config);

/// What is held out together with a record; by record: the line of the file that it stands on. Never 0 where
/// the record has a group.
[[nodiscard]] std::uint64_t group_key(const Plan& plan, const TargetRecord& record);
/// What reports call it.
[[nodiscard]] std::string group_name(const Plan& plan, const TargetRecord& record);

/// The plugins of a plan, each once, by id.
[[nodiscard]] std::map<std::string, std::shared_ptr<const plugin::LoadedPlugin>> plugins_of(const Plan& plan);

/// What calls into all of them are called, for messages: "predicting, the learner ID (FILE)".
[[nodiscard]] std::vector<std::string> calls_into_all(const Plan& plan, const char* doing);

/// The features of the plan's data. Throws InputError (data) where a material cannot be featurized, Error
/// where a featurizer fails or changes what all share.
[[nodiscard]] std::shared_ptr<const FeatureMatrix> features_of(const Plan& plan, threads::Workers& workers);

/// Loads plugins and data and checks all that can be checked without running. Everything wrong is added to
/// `diagnostics`, on top of what reading the config found; nothing is returned when there are errors then.
[[nodiscard]] std::optional<Plan> make_plan(Config config, plugin::Catalogue& catalogue,
                                            threads::Workers& workers, diagnostics::Diagnostics& diagnostics);

/// The part of it that `featurize` needs: tables and featurizers.
struct FeaturizePlan {
    data::Dataset dataset;
    std::vector<PlannedFeaturizer> featurizers;
};
[[nodiscard]] std::optional<FeaturizePlan> make_featurize_plan(const Config& config,
                                                               plugin::Catalogue& catalogue,
                                                               threads::Workers& workers,
                                                               diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
