// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/effective_config.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/study/config/read_protocol.hpp"
#include "framework/study/plan/derived_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace sinter::study {
namespace {

std::string value_text(const Parameter& parameter, const OptionValue& value, bool by_digest);

/// An inline table. A field with a file that was left out is left out as well.
std::string table_text(const Parameter& table, const std::vector<OptionValue>& values, bool by_digest) {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Parameter& field = table.fields[i];
        if (field.type != ParameterType::file || !values[i].text.empty()) {
            entries.push_back(field.name + " = " + value_text(field, values[i], by_digest));
        }
    }
    return fmt::format("{{ {} }}", fmt::join(entries, ", "));
}

/// As a config writes it. `by_digest`: a file by what it holds; empty for one that cannot be read, which its
/// plugin has refused then.
std::string value_text(const Parameter& parameter, const OptionValue& value, bool by_digest) {
    switch (value.type) {
    case ParameterType::boolean:
        return value.boolean ? "true" : "false";
    case ParameterType::integer:
        return fmt::format("{}", value.integer);
    case ParameterType::real:
        return real_text(value.real);
    case ParameterType::texts:
    case ParameterType::strategies:
    case ParameterType::learners:
        return toml_list(value.texts);
    case ParameterType::files: {
        std::vector<std::string> files;
        for (const auto& file : value.texts) {
            files.push_back(by_digest ? bytes::sha256_of_file(file) : file);
        }
        return toml_list(files);
    }
    case ParameterType::reals:
        return real_list(value.reals);
    case ParameterType::integers:
        return fmt::format("[{}]", fmt::join(value.integers, ", "));
    case ParameterType::per_source: {
        std::vector<std::string> entries;
        for (std::size_t k = 0; k < value.texts.size(); ++k) {
            entries.push_back(toml_text(value.texts[k]) + " = " + real_text(value.reals[k]));
        }
        return fmt::format("{{ {} }}", fmt::join(entries, ", "));
    }
    case ParameterType::table:
        return table_text(parameter, value.tables.front(), by_digest);
    case ParameterType::tables: {
        std::vector<std::string> tables;
        for (const auto& table : value.tables) {
            tables.push_back(table_text(parameter, table, by_digest));
        }
        return fmt::format("[{}]", fmt::join(tables, ", "));
    }
    case ParameterType::file:
        return toml_text(by_digest ? bytes::sha256_of_file(value.text) : value.text);
    case ParameterType::text:
    case ParameterType::learner:
        break;
    }
    return toml_text(value.text);
}

/// Section number `index` of those that are called so; null where there is none.
const ConfigNode* section_of(const ConfigNode& tree, std::string_view key, std::size_t index = 0) {
    const ConfigNode* found = tree.find(key);
    if (found != nullptr && found->kind == ConfigNode::Kind::list) {
        return index < found->items.size() ? &found->items[index] : nullptr;
    }
    return found;
}

void write_plugin(TomlWriter& writer, const ChosenPlugin& chosen) {
    writer.line("plugin", toml_text(chosen.plugin->id()));
    for (const auto& parameter : chosen.plugin->parameters().all()) {
        const OptionValue& value = chosen.options.value(parameter.name);
        const bool written =
            std::find(chosen.written.begin(), chosen.written.end(), parameter.name) != chosen.written.end();
        // A learner or a file that may be left out has no value that says so.
        const bool may_be_left_out =
            parameter.type == ParameterType::learner || parameter.type == ParameterType::file;
        if (may_be_left_out && value.text.empty() && (!written || parameter.type == ParameterType::file)) {
            continue;
        }
        writer.line(parameter.name, value_text(parameter, value, !writer.shows_origins()));
    }
}

void write_label(TomlWriter& writer, const data::LabelSpec& label) {
    static constexpr std::string_view repeats[] = {"error", "median", "keep"};
    static constexpr std::string_view transforms[] = {"none", "log", "log10"};
    std::vector<std::string> parts{"column = " + toml_text(label.column.value),
                                   "unit = " + toml_text(label.unit.value)};
    if (label.convert_to) {
        parts.push_back("convert_to = " + toml_text(label.convert_to->value));
    }
    if (!label.context.empty()) {
        parts.push_back("context = " + toml_text(label.context));
    }
    if (label.fidelity) {
        parts.push_back("fidelity = " + real_text(*label.fidelity));
    }
    if (label.cost) {
        parts.push_back("cost = " + real_text(*label.cost));
    }
    if (label.error_column) {
        parts.push_back("error_column = " + toml_text(label.error_column->value));
    }
    if (label.weight_column) {
        parts.push_back("weight_column = " + toml_text(label.weight_column->value));
    }
    if (label.kind == data::LabelKind::classes) {
        parts.emplace_back("kind = \"classes\"");
    }
    parts.push_back(
        fmt::format("transform = \"{}\"", transforms[static_cast<std::size_t>(label.transform.value)]));
    parts.push_back(fmt::format("repeats = \"{}\"", repeats[static_cast<std::size_t>(label.repeats.value)]));
    writer.line("labels." + toml_key(label.name.value), fmt::format("{{ {} }}", fmt::join(parts, ", ")),
                "labels." + label.name.value);
}

void write_table(TomlWriter& writer, const data::TableSpec& table, const ConfigNode* written) {
    writer.section("[[table]]", written);
    // Where a file lies does not tell studies apart; its digest does (trial_id.cpp).
    if (writer.shows_origins()) {
        writer.line("file",
                    toml_text(std::filesystem::absolute(table.file.value).lexically_normal().string()));
    }
    std::vector<std::string> material;
    if (table.material.formula) {
        material.push_back("formula = " + toml_text(table.material.formula->value));
    }
    if (!table.material.key.empty()) {
        std::vector<std::string> keys;
        for (const auto& key : table.material.key) {
            keys.push_back(key.value);
        }
        material.push_back("key = " + toml_list(keys));
    }
    writer.line("material", fmt::format("{{ {} }}", fmt::join(material, ", ")));
    if (!table.where.value.empty()) {
        writer.line("where", toml_text(table.where.value));
    }
    if (table.split) {
        writer.line("split", toml_text(table.split->value));
    }
    writer.line("missing", toml_list(table.missing));
    writer.line("bad_rows", table.bad_rows == data::BadRows::skip ? "\"skip\"" : "\"error\"");
    // In an identity only where it is set: the results of all other studies stay what they are.
    const bool elements = table.isotopes == data::Isotopes::element;
    if (elements || writer.shows_origins()) {
        writer.line("isotopes", elements ? "\"element\"" : "\"error\"");
    }
    for (const auto& input : table.inputs) {
        writer.line("inputs." + toml_key(input.name.value),
                    fmt::format("{{ column = {}, unit = {}, kind = \"{}\" }}", toml_text(input.column.value),
                                toml_text(input.unit.value),
                                input.kind == data::InputKind::category ? "category" : "number"),
                    "inputs." + input.name.value);
    }
    for (const auto& label : table.labels) {
        write_label(writer, label);
    }
}

std::vector<std::string> values_of(const std::vector<Located<std::string>>& located) {
    std::vector<std::string> values;
    for (const auto& text : located) {
        values.push_back(text.value);
    }
    return values;
}

/// All of a strategy but its name.
void write_strategy_options(TomlWriter& writer, const PlannedStrategy& strategy,
                            const StrategyChoice& choice) {
    const char* written_target = writer.is_written("targets") ? "targets" : "target";
    if (choice.targets.size() == 1) {
        writer.line("target", toml_text(choice.targets.front().value), written_target);
    } else {
        writer.line("targets", toml_list(values_of(choice.targets)), written_target);
    }
    if (!choice.sources.empty()) {
        writer.line("sources", toml_list(values_of(choice.sources)));
        writer.line("hold_out_sources", choice.hold_out_sources == HoldOutSources::yes  ? "true"
                                        : choice.hold_out_sources == HoldOutSources::no ? "false"
                                                                                        : "\"out_of_bag\"");
        // In an identity only where it is set: the results of all other strategies stay what they are.
        if (choice.placebo.value || writer.shows_origins()) {
            writer.line("placebo", choice.placebo.value ? "true" : "false");
        }
    }
    write_plugin(writer, strategy.chosen);
}

void write_strategy(TomlWriter& writer, const Plan& plan, std::size_t index) {
    const PlannedStrategy& strategy = plan.strategies[index];
    const StrategyChoice& choice = plan.config.strategies[index];
    writer.section("[[strategy]]", section_of(plan.config.tree, "strategy", index));
    writer.line("name", toml_text(strategy.name));
    write_strategy_options(writer, strategy, choice);
}

void write_derived(TomlWriter& writer, const DerivedChoice& derived, const std::string& unit,
                   const ConfigNode* written) {
    writer.section("[[derived]]", written);
    writer.line("name", toml_text(derived.name.value));
    writer.line("expression", toml_text(derived.expression.value));
    // One that is neither stated nor clear must not be stated as none: others may be made of this quantity.
    if (derived.unit || !unit.empty()) {
        writer.line("unit", toml_text(unit));
    }
    writer.line("law", toml_text(name_of(derived.law)));
}

void write_protocol(TomlWriter& writer, const ProtocolChoice& protocol, const ConfigNode* written) {
    using K = ProtocolKind;
    const auto line = [&](const char* key, const std::string& value) { writer.line(key, value); };
    const auto number = [](int value) { return fmt::format("{}", value); };
    writer.section("[protocol]", written);
    line("kind", toml_text(name_of(protocol.kind)));
    if (protocol.kind == K::from_file) {
        line("file", toml_text(protocol.file.value));
    }
    if (protocol.kind == K::k_fold || protocol.kind == K::nested) {
        line("folds", number(protocol.folds));
    }
    if (protocol.kind == K::nested) {
        line("inner_folds", number(protocol.inner_folds));
    }
    if (protocol.kind == K::holdout) {
        line("test_fraction", real_text(protocol.test_fraction));
    }
    if (protocol.kind == K::leave_one_cluster_out) {
        line("clusters", number(protocol.clusters));
    } else if (protocol.kind != K::matbench) {
        writer.line("group_by", toml_text(protocol.group_by.key.value));
    }
    if (protocol.kind == K::k_fold || protocol.kind == K::nested || protocol.kind == K::holdout) {
        line("repeats", number(protocol.repeats));
    }
    if (protocol.kind == K::k_fold || protocol.kind == K::holdout) {
        line("stratify", protocol.stratify ? "true" : "false");
    }
    if (protocol.kind != K::nested) {
        line("learning_curve", real_list(protocol.learning_curve));
    }
}

void write_tables(TomlWriter& writer, const Config& config) {
    for (std::size_t i = 0; i < config.tables.size(); ++i) {
        write_table(writer, config.tables[i], section_of(config.tree, "table", i));
    }
}

void write_featurizers(TomlWriter& writer, const Plan& plan) {
    for (std::size_t i = 0; i < plan.featurizers.size(); ++i) {
        writer.section("[[featurizer]]", section_of(plan.config.tree, "featurizer", i));
        write_plugin(writer, plan.featurizers[i].chosen);
    }
}

} // namespace

std::string effective_config(const Plan& plan, Origins origins) {
    TomlWriter writer(origins);
    const Config& config = plan.config;
    writer.section("[study]", section_of(config.tree, "study"));
    writer.line("name", toml_text(config.name.value));
    writer.line("seed", fmt::format("{}", config.seed));
    if (config.trial_limit) {
        writer.line("trial_limit", real_text(*config.trial_limit));
    }
    for (const auto& strategy : plan.strategies) {
        if (strategy.baseline) {
            writer.line("baseline", toml_text(strategy.name));
        }
        if (strategy.primary) {
            writer.line("primary", toml_text(strategy.name));
        }
    }
    write_tables(writer, config);
    write_featurizers(writer, plan);
    for (const auto& learner : plan.learners) {
        const ConfigNode* learners = config.tree.find("learner");
        writer.section(fmt::format("[learner.{}]", toml_text(learner.name)),
                       learners != nullptr ? learners->find(learner.name) : nullptr);
        write_plugin(writer, learner.chosen);
    }
    for (std::size_t i = 0; i < plan.strategies.size(); ++i) {
        write_strategy(writer, plan, i);
    }
    for (std::size_t i = 0; i < config.derived.size(); ++i) {
        write_derived(writer, config.derived[i], plan.derived[i].unit, // which has the config's order
                      section_of(config.tree, "derived", i));
    }
    write_protocol(writer, config.protocol, section_of(config.tree, "protocol"));
    return writer.take();
}

std::string effective_tables(const Plan& plan) {
    TomlWriter writer(Origins::left_out);
    write_tables(writer, plan.config);
    return writer.take();
}

std::string effective_featurizers(const Plan& plan) {
    TomlWriter writer(Origins::left_out);
    write_featurizers(writer, plan);
    return writer.take();
}

std::string effective_learner(const PlannedLearner& learner) {
    TomlWriter writer(Origins::left_out);
    write_plugin(writer, learner.chosen);
    return writer.take();
}

std::string effective_strategy(const Plan& plan, std::size_t strategy) {
    TomlWriter writer(Origins::left_out);
    write_strategy_options(writer, plan.strategies[strategy], plan.config.strategies[strategy]);
    return writer.take();
}

} // namespace sinter::study
