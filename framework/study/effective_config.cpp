// SPDX-License-Identifier: Apache-2.0
#include "framework/study/effective_config.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/study/derived_rows.hpp"
#include "framework/study/read_protocol.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::Position;

std::string toml_text(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            result += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string toml_list(const std::vector<std::string>& texts) {
    std::vector<std::string> parts;
    for (const auto& text : texts) {
        parts.push_back(toml_text(text));
    }
    return fmt::format("[{}]", fmt::join(parts, ", "));
}

std::string real_text(double value) {
    std::string text = fmt::format("{}", value);
    return text.find_first_of(".einf") == std::string::npos ? text + ".0" : text;
}

std::string real_list(const std::vector<double>& values) {
    std::vector<std::string> parts;
    for (const double value : values) {
        parts.push_back(real_text(value));
    }
    return fmt::format("[{}]", fmt::join(parts, ", "));
}

std::string value_text(const Value& value) {
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
    case ParameterType::reals:
        return real_list(value.reals);
    case ParameterType::text:
    case ParameterType::file:
    case ParameterType::learner:
        break;
    }
    return toml_text(value.text);
}

/// Collects lines `key = value  # origin`.
class Writer {
public:
    explicit Writer(Origins origins) : origins_(origins) {}

    void section(const std::string& header) { text_ += (text_.empty() ? "" : "\n") + header + "\n"; }
    void line(std::string_view key, const std::string& value, const std::string& origin) {
        const std::string assignment = fmt::format("{} = {}", key, value);
        text_ +=
            origins_ == Origins::shown ? fmt::format("{:<50} # {}\n", assignment, origin) : assignment + "\n";
    }
    [[nodiscard]] bool shows_origins() const { return origins_ == Origins::shown; }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    Origins origins_;
    std::string text_;
};

std::string origin_of(const Position& where) {
    return where.line > 0 ? fmt::format("{}:{}", where.file, where.line) : where.file;
}

void write_plugin(Writer& writer, const ChosenPlugin& chosen, const Position& where) {
    writer.line("plugin", toml_text(chosen.plugin->id()), origin_of(where));
    for (const auto& parameter : chosen.plugin->parameters().all()) {
        const Value& value = chosen.options.value(parameter.name);
        const bool written =
            std::find(chosen.written.begin(), chosen.written.end(), parameter.name) != chosen.written.end();
        // A learner that may be left out has no value that says so.
        if (!written && parameter.type == ParameterType::learner && value.text.empty()) {
            continue;
        }
        const bool by_digest = parameter.type == ParameterType::file && !writer.shows_origins();
        // Of a file that cannot be read the digest is empty: its plugin has refused it then.
        writer.line(parameter.name,
                    by_digest ? toml_text(bytes::sha256_of_file(value.text)) : value_text(value),
                    written ? origin_of(where) : "default");
    }
}

void write_label(Writer& writer, const data::LabelSpec& label) {
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
    writer.line("labels." + label.name.value, fmt::format("{{ {} }}", fmt::join(parts, ", ")),
                origin_of(label.name.where));
}

void write_table(Writer& writer, const data::TableSpec& table) {
    writer.section("[[table]]");
    // Where a file lies does not tell studies apart; its digest does (unit_id.cpp).
    if (writer.shows_origins()) {
        writer.line("file",
                    toml_text(std::filesystem::absolute(table.file.value).lexically_normal().string()),
                    origin_of(table.file.where));
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
    writer.line("material", fmt::format("{{ {} }}", fmt::join(material, ", ")), origin_of(table.file.where));
    if (!table.where.value.empty()) {
        writer.line("where", toml_text(table.where.value), origin_of(table.where.where));
    }
    if (table.split) {
        writer.line("split", toml_text(table.split->value), origin_of(table.split->where));
    }
    writer.line("missing", toml_list(table.missing),
                table.missing == data::default_missing_tokens() ? "default" : origin_of(table.file.where));
    writer.line("bad_rows", table.bad_rows == data::BadRows::skip ? "\"skip\"" : "\"error\"",
                table.bad_rows == data::BadRows::skip ? origin_of(table.file.where) : "default");
    for (const auto& input : table.inputs) {
        writer.line("inputs." + input.name.value,
                    fmt::format("{{ column = {}, unit = {}, kind = \"{}\" }}", toml_text(input.column.value),
                                toml_text(input.unit.value),
                                input.kind == data::InputKind::category ? "category" : "number"),
                    origin_of(input.name.where));
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
void write_strategy_options(Writer& writer, const PlannedStrategy& strategy, const StrategyChoice& choice) {
    if (choice.targets.size() == 1) {
        writer.line("target", toml_text(choice.targets.front().value),
                    origin_of(choice.targets.front().where));
    } else {
        writer.line("targets", toml_list(values_of(choice.targets)), origin_of(choice.targets.front().where));
    }
    if (!choice.sources.empty()) {
        writer.line("sources", toml_list(values_of(choice.sources)), origin_of(choice.sources.front().where));
        writer.line("hold_out_sources",
                    choice.hold_out_sources == HoldOutSources::yes  ? "true"
                    : choice.hold_out_sources == HoldOutSources::no ? "false"
                                                                    : "\"out_of_bag\"",
                    origin_of(choice.plugin.where));
        // In an identity only where it is set: the results of all other strategies stay what they are.
        if (choice.placebo.value || writer.shows_origins()) {
            writer.line("placebo", choice.placebo.value ? "true" : "false",
                        choice.placebo.value ? origin_of(choice.placebo.where) : "default");
        }
    }
    write_plugin(writer, strategy.chosen, choice.plugin.where);
}

void write_strategy(Writer& writer, const Plan& plan, std::size_t index) {
    const PlannedStrategy& strategy = plan.strategies[index];
    const StrategyChoice& choice = plan.config.strategies[index];
    writer.section("[[strategy]]");
    writer.line("name", toml_text(strategy.name), origin_of(choice.name.where));
    write_strategy_options(writer, strategy, choice);
}

void write_derived(Writer& writer, const DerivedChoice& derived, const std::string& unit) {
    writer.section("[[derived]]");
    writer.line("name", toml_text(derived.name.value), origin_of(derived.name.where));
    writer.line("expression", toml_text(derived.expression.value), origin_of(derived.expression.where));
    writer.line("unit", toml_text(unit), derived.unit ? origin_of(derived.unit->where) : "default");
    writer.line("law", toml_text(name_of(derived.law)),
                derived.law == JointLaw::residuals ? "default" : origin_of(derived.where));
}

void write_protocol(Writer& writer, const ProtocolChoice& protocol) {
    using K = ProtocolKind;
    const std::string origin = origin_of(protocol.where);
    const auto line = [&](const char* key, const std::string& value) { writer.line(key, value, origin); };
    const auto number = [](int value) { return fmt::format("{}", value); };
    writer.section("[protocol]");
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
        writer.line("group_by", toml_text(protocol.group_by.key.value),
                    origin_of(protocol.group_by.key.where));
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

void write_tables(Writer& writer, const Config& config) {
    for (const auto& table : config.tables) {
        write_table(writer, table);
    }
}

void write_featurizers(Writer& writer, const Plan& plan) {
    for (std::size_t i = 0; i < plan.featurizers.size(); ++i) {
        writer.section("[[featurizer]]");
        write_plugin(writer, plan.featurizers[i].chosen, plan.config.featurizers[i].where);
    }
}

} // namespace

std::string effective_config(const Plan& plan, Origins origins) {
    Writer writer(origins);
    const Config& config = plan.config;
    writer.section("[study]");
    writer.line("name", toml_text(config.name.value), origin_of(config.name.where));
    writer.line("seed", fmt::format("{}", config.seed), origin_of(config.name.where));
    for (const auto& strategy : plan.strategies) {
        if (strategy.baseline) {
            writer.line("baseline", toml_text(strategy.name),
                        config.baseline ? origin_of(config.baseline->where) : "default");
        }
        if (strategy.primary) {
            writer.line("primary", toml_text(strategy.name), origin_of(config.primary->where));
        }
    }
    write_tables(writer, config);
    write_featurizers(writer, plan);
    for (std::size_t i = 0; i < plan.learners.size(); ++i) {
        writer.section(fmt::format("[learner.{}]", toml_text(plan.learners[i].name)));
        write_plugin(writer, plan.learners[i].chosen, config.learners[i].plugin.where);
    }
    for (std::size_t i = 0; i < plan.strategies.size(); ++i) {
        write_strategy(writer, plan, i);
    }
    for (const auto& derived : config.derived) {
        write_derived(writer, derived, derived_of(plan, derived.name.value)->unit);
    }
    write_protocol(writer, config.protocol);
    return writer.take();
}

std::string effective_tables(const Plan& plan) {
    Writer writer(Origins::left_out);
    write_tables(writer, plan.config);
    return writer.take();
}

std::string effective_featurizers(const Plan& plan) {
    Writer writer(Origins::left_out);
    write_featurizers(writer, plan);
    return writer.take();
}

std::string effective_learner(const PlannedLearner& learner) {
    Writer writer(Origins::left_out);
    write_plugin(writer, learner.chosen, {});
    return writer.take();
}

std::string effective_strategy(const Plan& plan, std::size_t strategy) {
    Writer writer(Origins::left_out);
    write_strategy_options(writer, plan.strategies[strategy], plan.config.strategies[strategy]);
    return writer.take();
}

} // namespace sinter::study
