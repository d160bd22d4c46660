// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/read_config.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/diagnostics/near_files.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/diagnostics/system_error.hpp"
#include "framework/study/config/config.hpp"
#include "framework/study/config/config_limits.hpp"
#include "framework/study/config/config_section.hpp"
#include "framework/study/config/derived_config.hpp"
#include "framework/study/config/read_protocol.hpp"
#include "framework/study/config/read_tables.hpp"
#include "framework/study/config/set_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;
using NodeKind = ConfigNode::Kind;

[[noreturn]] void refuse_unreadable(const std::filesystem::path& file, const bytes::FileContent& content) {
    const bool absent = content.error == ENOENT;
    auto hints =
        absent ? diagnostics::absent_file_hints(file, "configs", ".toml") : std::vector<std::string>();
    hints.emplace_back("`sinter init` writes one to start from");
    throw InputError(diagnostics::kind_of(content.error, ErrorKind::config), {file.string(), 0, 0},
                     absent ? "there is no such file" : "the config " + content.problem, std::move(hints));
}

std::string read_text(const std::filesystem::path& file) {
    auto content = bytes::read_regular_file(file, most_config_bytes);
    if (!content.problem.empty()) {
        refuse_unreadable(file, content);
    }
    return std::move(content.bytes);
}

PluginChoice read_plugin(ConfigSection& section) {
    PluginChoice choice;
    choice.where = section.where();
    choice.id = section.required_text("plugin");
    return choice;
}

/// What is left of a section when the host has read its own keys.
void take_options(ConfigSection& section, PluginChoice& choice) {
    choice.host_keys = section.known();
    choice.options = section.rest();
}

/// The tables of `[[key]]`; a single `[key]` is taken as a list of one.
std::vector<const ConfigNode*> sections(ConfigSection& root, std::string_view key, std::size_t most) {
    std::vector<const ConfigNode*> result;
    const ConfigNode* node = root.any(key);
    if (node == nullptr) {
        return result;
    }
    if (node->kind == NodeKind::table) {
        return {node};
    }
    if (node->kind != NodeKind::list) {
        root.error(node->where,
                   fmt::format("`{}` is {}, expected [[{}]] sections", key, describe(*node), key));
        return result;
    }
    const std::size_t count = root.bounded(most, *node, fmt::format("[[{}]]", key));
    for (std::size_t i = 0; i < count; ++i) {
        const auto& item = node->items[i];
        if (item.kind == NodeKind::table) {
            result.push_back(&item);
        } else {
            root.error(item.where,
                       fmt::format("`{}` holds {}, expected [[{}]] sections", key, describe(item), key));
        }
    }
    return result;
}

std::optional<double> read_trial_limit(ConfigSection& section) {
    constexpr double most = 31'536'000; // a year
    const auto limit = section.number("trial_limit");
    if (!limit) {
        return std::nullopt;
    }
    if (!(limit->value > 0 && limit->value <= most)) {
        section.error(
            limit->where,
            fmt::format("[study] trial_limit is {}, expected a number of seconds above 0 and at most {}",
                        limit->value, most),
            {"leave it out if a trial may take any time"});
        return std::nullopt;
    }
    return limit->value;
}

void read_study(ConfigSection& root, Config& config, Diagnostics& diagnostics) {
    const ConfigNode* node = root.table("study");
    if (node == nullptr) {
        root.error(root.where(), "there is no [study] section",
                   {"it names the study: [study] name = \"my-study\""});
        return;
    }
    ConfigSection section(*node, "[study]", diagnostics);
    config.name = section.required_text("name");
    // Not isalnum, which asks the locale.
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    };
    if (!std::all_of(config.name.value.begin(), config.name.value.end(), plain) ||
        (!config.name.value.empty() && config.name.value.front() == '.') || config.name.value.size() > 100) {
        section.error(
            config.name.where,
            fmt::format("[study] name {} cannot name a folder", bytes::in_quotes(config.name.value)),
            {"use letters, digits, '-', '_' and '.', at most 100 of them"});
    }
    if (const auto seed = section.integer("seed", 0)) {
        config.seed = static_cast<std::uint64_t>(seed->value);
    }
    config.trial_limit = read_trial_limit(section);
    config.baseline = section.text("baseline");
    config.primary = section.text("primary");
    section.finish();
}

void read_featurizers(ConfigSection& root, Config& config, Diagnostics& diagnostics) {
    for (const ConfigNode* node : sections(root, "featurizer", most_featurizers)) {
        ConfigSection section(*node, "[[featurizer]]", diagnostics);
        PluginChoice choice = read_plugin(section);
        take_options(section, choice);
        config.featurizers.push_back(std::move(choice));
    }
    if (config.featurizers.empty()) {
        root.error(root.where(), "there is no [[featurizer]] section");
    }
}

void read_learners(ConfigSection& root, Config& config, Diagnostics& diagnostics) {
    const ConfigNode* learners = root.table("learner");
    const std::size_t count = learners == nullptr ? 0 : root.bounded(most_learners, *learners, "[learner]");
    for (std::size_t i = 0; i < count; ++i) {
        const ConfigNode& node = learners->items[i];
        const auto& name = learners->keys[i];
        if (node.kind != NodeKind::table) {
            root.error(name.where, fmt::format("learner.{} is {}, expected a section [learner.NAME]",
                                               name.value, describe(node)));
            continue;
        }
        ConfigSection section(node, "[learner." + name.value + "]", diagnostics);
        LearnerChoice choice{name, read_plugin(section)};
        take_options(section, choice.plugin);
        config.learners.push_back(std::move(choice));
    }
}

/// `target = "a"`, or `targets = ["a", "b"]`.
std::vector<Located<std::string>> read_targets(ConfigSection& section) {
    const auto one = section.text("target");
    auto several = section.texts("targets");
    if (one && !several.empty()) {
        section.error(several.front().where,
                      fmt::format("{} has both `target` and `targets`", section.name()),
                      {"keep one of them"});
    }
    if (one) {
        return {*one};
    }
    if (several.empty()) {
        return {section.required_text("target")};
    }
    for (std::size_t i = 1; i < several.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (several[i].value == several[k].value) {
                section.error(several[i].where, fmt::format("target \"{}\" stands twice", several[i].value));
            }
        }
    }
    return several;
}

void read_placebo(ConfigSection& section, StrategyChoice& choice) {
    const ConfigNode* node = section.any("placebo");
    if (node == nullptr) {
        return;
    }
    choice.placebo = {node->boolean, node->where};
    if (node->kind != NodeKind::boolean) {
        section.error(node->where, fmt::format("placebo is {}, expected true or false", describe(*node)));
    } else if (node->boolean && choice.sources.empty()) {
        section.error(node->where,
                      fmt::format("\"{}\" is a placebo without sources: there is nothing to shuffle",
                                  choice.name.value));
    }
}

StrategyChoice read_strategy(const ConfigNode& node, Diagnostics& diagnostics) {
    ConfigSection section(node, "[[strategy]]", diagnostics);
    StrategyChoice choice;
    choice.plugin = read_plugin(section);
    choice.name = section.text("name").value_or(choice.plugin.id);
    choice.targets = read_targets(section);
    choice.sources = section.texts("sources");
    if (const ConfigNode* hold = section.any("hold_out_sources")) {
        if (hold->kind == NodeKind::boolean) {
            choice.hold_out_sources = hold->boolean ? HoldOutSources::yes : HoldOutSources::no;
        } else if (hold->kind == NodeKind::text && hold->text == "out_of_bag") {
            choice.hold_out_sources = HoldOutSources::out_of_bag;
        } else {
            section.error(hold->where,
                          fmt::format("hold_out_sources is {}, expected true, false or \"out_of_bag\"",
                                      describe(*hold)));
        }
    }
    read_placebo(section, choice);
    take_options(section, choice.plugin);
    return choice;
}

void require_unique_names(const Config& config, Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < config.strategies.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (config.strategies[i].name.value == config.strategies[k].name.value) {
                diagnostics.error(
                    ErrorKind::config, config.strategies[i].name.where,
                    fmt::format("two strategies are called \"{}\"", config.strategies[i].name.value),
                    {"give one of them another `name`"});
                break;
            }
        }
    }
}

/// `baseline` and `primary` must name a strategy.
void require_strategy(const Config& config, const std::optional<Located<std::string>>& name,
                      std::string_view key, Diagnostics& diagnostics) {
    if (!name) {
        return;
    }
    std::vector<std::string> names;
    for (const auto& strategy : config.strategies) {
        names.push_back(strategy.name.value);
        if (strategy.name.value == name->value && strategy.placebo.value) {
            diagnostics.error(ErrorKind::config, name->where,
                              fmt::format("[study] {} = \"{}\" is a placebo: it transfers nothing on purpose",
                                          key, name->value),
                              {"name the strategy that it is the placebo of"});
        }
    }
    if (std::find(names.begin(), names.end(), name->value) == names.end()) {
        diagnostics.error(
            ErrorKind::config, name->where,
            fmt::format("[study] {} = \"{}\" is not a strategy of this study", key, name->value),
            diagnostics::name_hints(name->value, names, "strategies"));
    }
}

} // namespace

Config read_config(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                   ConfigUse use, Diagnostics& diagnostics) {
    Config config;
    config.file = file.string();
    config.folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    config.text = read_text(file);
    config.overrides = overrides;
    ConfigNode tree = parse_toml(config.text, config.file);
    for (const auto& assignment : overrides) {
        set_value(tree, assignment);
    }
    config.tree = tree;
    ConfigSection root(tree, "the config", diagnostics);
    read_study(root, config, diagnostics);
    for (const ConfigNode* node : sections(root, "table", most_tables)) {
        config.tables.push_back(read_table(*node, config.folder, diagnostics));
    }
    if (config.tables.empty()) {
        root.error(root.where(), "there is no [[table]] section");
    }
    read_featurizers(root, config, diagnostics);
    read_learners(root, config, diagnostics);
    for (const ConfigNode* node : sections(root, "strategy", most_strategies)) {
        config.strategies.push_back(read_strategy(*node, diagnostics));
    }
    for (const ConfigNode* node : sections(root, "derived", most_derived)) {
        config.derived.push_back(read_derived(*node, diagnostics));
    }
    check_derived(config, diagnostics);
    if (use == ConfigUse::study || tree.find("protocol") != nullptr) {
        config.protocol = read_protocol(root, config.folder, diagnostics);
    }
    if (use == ConfigUse::study && config.strategies.empty()) {
        root.error(root.where(), "there is no [[strategy]] section");
    }
    require_unique_names(config, diagnostics);
    require_strategy(config, config.baseline, "baseline", diagnostics);
    require_strategy(config, config.primary, "primary", diagnostics);
    root.finish();
    return config;
}

} // namespace sinter::study
