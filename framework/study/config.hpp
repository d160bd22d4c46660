// SPDX-License-Identifier: Apache-2.0
//
// A study as its config describes it, before any plugin or data file was looked at.
#pragma once

#include "framework/data/table_spec.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/plugin/option_validation.hpp"
#include "framework/study/config_tree.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sinter::study {

using diagnostics::Located;

/// A plugin and the options that stand beside its id.
struct PluginChoice {
    Located<std::string> id;
    std::vector<plugin::WrittenOption> options;
    diagnostics::Position where;
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
    Located<std::string> target;
    std::vector<Located<std::string>> sources;
    HoldOutSources hold_out_sources = HoldOutSources::yes;
};

enum class ProtocolKind : std::uint8_t { k_fold, holdout };

/// What is held out together.
enum class GroupBy : std::uint8_t {
    composition, ///< all records of one material
    record       ///< each record by itself; leaks where materials repeat
};

/// `[protocol]`
struct ProtocolChoice {
    diagnostics::Position where;
    ProtocolKind kind = ProtocolKind::k_fold;
    int folds = 5;              ///< of k_fold
    int repeats = 1;            ///< each with its own shuffle
    double test_fraction = 0.2; ///< of holdout, share of the groups
    GroupBy group_by = GroupBy::composition;
};

struct Config {
    std::string file;                   ///< as given, for messages
    std::filesystem::path folder;       ///< that relative paths start from
    std::string text;                   ///< as written
    std::vector<std::string> overrides; ///< from the command line, key=value
    Located<std::string> name;
    std::uint64_t seed = 0;
    std::optional<Located<std::string>> baseline; ///< a strategy's name; none: the first without sources
    std::optional<Located<std::string>>
        primary; ///< a strategy's name, fixed beforehand as the one that counts
    std::vector<data::TableSpec> tables;
    std::vector<PluginChoice> featurizers;
    std::vector<LearnerChoice> learners;
    std::vector<StrategyChoice> strategies;
    ProtocolChoice protocol;
};

/// Which parts a verb needs; a part that is not needed may be absent.
enum class ConfigUse : std::uint8_t {
    study,    ///< everything
    featurize ///< tables and featurizers
};

/// Reads a config file and the command line's changes to it. Everything wrong is added to `diagnostics`, and
/// what could be read is returned. Throws InputError where there is nothing to read: no such file, not TOML.
[[nodiscard]] Config read_config(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                 ConfigUse use, diagnostics::Diagnostics& diagnostics);

/// `${NAME}` and `${NAME:-default}` replaced from the environment. Throws InputError (config) at `text.where`
/// where a variable without a default is not set.
[[nodiscard]] std::string expand_variables(const Located<std::string>& text);

} // namespace sinter::study
