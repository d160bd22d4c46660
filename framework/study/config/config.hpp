// SPDX-License-Identifier: Apache-2.0
//
// A study as its config describes it, before any plugin or data file was looked at.
#pragma once

#include "framework/data/tables/table_spec.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/plugin/options/option_validation.hpp"
#include "framework/study/config/config_tree.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// How the errors of the labels vary together at a candidate.
enum class JointLaw : std::uint8_t {
    residuals,   ///< as the strategy's composite out-of-bag residuals do
    trees,       ///< as the predictions of the members do
    jackknife,   ///< as the means do, by the quadratic form
    independent, ///< not at all
    automatic    ///< whichever of these is likeliest inside the training rows
};

[[nodiscard]] std::string_view name_of(JointLaw law);

struct DerivedChoice {
    diagnostics::Located<std::string> name;
    diagnostics::Located<std::string> expression;
    std::optional<diagnostics::Located<std::string>> unit; ///< none: what follows from the expression
    JointLaw law = JointLaw::residuals;
    diagnostics::Position where;
};

using diagnostics::Located;

/// A plugin and the options that stand beside its id.
struct PluginChoice {
    Located<std::string> id;
    std::vector<plugin::WrittenOption> options;
    diagnostics::Position where;
    std::vector<std::string> host_keys{}; ///< of the section that are none of the plugin's
};

/// `[learner.NAME]`
struct LearnerChoice {
    Located<std::string> name;
    PluginChoice plugin;
};

/// What happens to source rows whose material is held out (hold_out_sources).
enum class HoldOutSources : std::uint8_t {
    yes,        ///< they are held out too
    out_of_bag, ///< they stay, and are read only from members that did not see them
    no          ///< they stay: the study is transductive
};

/// `[[strategy]]`
struct StrategyChoice {
    Located<std::string> name; ///< the plugin's id where none is given; unique
    PluginChoice plugin;
    std::vector<Located<std::string>> targets; ///< at least one, distinct
    std::vector<Located<std::string>> sources;
    HoldOutSources hold_out_sources = HoldOutSources::yes;
    Located<bool> placebo{false, {}}; ///< the sources' labels are shuffled between materials (placebo.hpp)
};

enum class ProtocolKind : std::uint8_t {
    k_fold,
    holdout,
    predefined,            ///< folds, or train and test, by the tables' `split` column
    leave_one_group_out,   ///< every group is a fold once
    leave_one_cluster_out, ///< groups are clusters of materials with alike features (Meredig et al. 2018)
    nested,                ///< k_fold, and within its training rows the folds that a choice is made by
    from_file,             ///< the splits.json of an earlier run
    matbench               ///< the folds that Matbench prescribes, of records (matbench_folds.hpp)
};

/// What is held out together: "composition" (all records of a material), "chemical_system" (all materials of
/// the same elements), "record" (each row by itself; leaks where materials repeat), or the name of an input.
struct GroupBy {
    static constexpr const char* composition = "composition";
    static constexpr const char* chemical_system = "chemical_system";
    static constexpr const char* record = "record";

    Located<std::string> key{composition, {}};

    [[nodiscard]] bool is(const char* name) const { return key.value == name; }
};

/// `[protocol]`
struct ProtocolChoice {
    diagnostics::Position where;
    ProtocolKind kind = ProtocolKind::k_fold;
    int folds = 5;              ///< of k_fold and nested
    int repeats = 1;            ///< each with its own shuffle
    int inner_folds = 3;        ///< of nested
    int clusters = 5;           ///< of leave_one_cluster_out
    double test_fraction = 0.2; ///< of holdout, share of the groups
    bool stratify =
        false; ///< k_fold, holdout: folds have alike shares of classes, or of quintiles of a number
    GroupBy group_by;
    std::vector<double> learning_curve{1.0}; ///< shares of the training groups, ascending, in (0, 1]
    Located<std::string> file;               ///< of from_file: path with variables replaced
};

struct Config {
    std::string file;                   ///< as given, for messages
    std::filesystem::path folder;       ///< that relative paths start from
    std::string text;                   ///< as written
    std::vector<std::string> overrides; ///< from the command line, key=value
    ConfigNode tree;                    ///< of the text and the overrides: where each key stands
    Located<std::string> name;
    std::uint64_t seed = 0;
    std::optional<double> trial_limit;            ///< seconds that a trial may take; none: any time
    std::optional<Located<std::string>> baseline; ///< a strategy's name; none: the first without sources
    std::optional<Located<std::string>>
        primary; ///< a strategy's name, fixed beforehand as the one that counts
    std::vector<data::TableSpec> tables;
    std::vector<PluginChoice> featurizers;
    std::vector<LearnerChoice> learners;
    std::vector<StrategyChoice> strategies;
    std::vector<DerivedChoice> derived;
    ProtocolChoice protocol;
};

} // namespace sinter::study
