// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/options/option_text.hpp"

#include "framework/bytes/shown_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <variant>

namespace sinter::plugin {
namespace {

constexpr std::size_t longest_shown = 80;

/// TOML tells 1.0 from 1; so do messages.
std::string real_text(double value) {
    if (std::isnan(value)) {
        return "nan";
    }
    auto text = fmt::format("{}", value);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

template <class Item, class Text>
std::string list_text(const std::vector<Item>& items, const Text& text_of_item) {
    std::string text = "[";
    for (std::size_t i = 0; i < items.size(); ++i) {
        text += (i > 0 ? ", " : "") + text_of_item(items[i]);
        if (text.size() > longest_shown && i + 1 < items.size()) {
            return text + ", ...]";
        }
    }
    return text + "]";
}

struct Shown {
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(double value) const { return real_text(value); }
    std::string operator()(const std::string& value) const { return in_quotes(value); }
    std::string operator()(const std::vector<std::string>& value) const {
        return list_text(value, in_quotes);
    }
    std::string operator()(const std::vector<double>& value) const { return list_text(value, real_text); }
    std::string operator()(const OtherValue& value) const { return value.type_name; }
    std::string operator()(const WrittenTable& /*value*/) const { return "a table"; }
    std::string operator()(const std::vector<WrittenTable>& /*value*/) const { return "a list of tables"; }
};

std::string plain_number(double value) { return fmt::format("{}", value); }

/// " >= 1", " from 0 to 1", or nothing.
std::string bounds_text(const Parameter& p) {
    const bool below = std::isfinite(p.minimum);
    const bool above = std::isfinite(p.maximum);
    if (below && above) {
        return fmt::format(" from {} to {}", plain_number(p.minimum), plain_number(p.maximum));
    }
    if (below) {
        return " >= " + plain_number(p.minimum);
    }
    return above ? " <= " + plain_number(p.maximum) : "";
}

/// "a", "b" or "c"
std::string choices_text(const std::vector<std::string>& choices) {
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i > 0) {
            text += i + 1 == choices.size() ? " or " : ", ";
        }
        text += in_quotes(choices[i]);
    }
    return text;
}

std::string number_text(const Parameter& p, const char* type) {
    std::string text = type + bounds_text(p);
    if (p.type != ParameterType::reals && !p.choices.empty()) {
        text += " or " + choices_text(p.choices);
    }
    return text;
}

/// "patience (an integer >= 1), share (a number from 0 to 1)"
std::string fields_text(const Parameter& table) {
    std::string text;
    for (const Parameter& field : table.fields) {
        text += (text.empty() ? "" : ", ") + field.name + " (" + describe_expected(field) + ")";
    }
    return text;
}

/// One table of an option's value, as a config writes it.
std::string fields_value(const Parameter& table, const std::vector<OptionValue>& values) {
    std::string text;
    for (std::size_t i = 0; i < table.fields.size() && i < values.size(); ++i) {
        text += (text.empty() ? "" : ", ") + table.fields[i].name + " = " +
                describe_value(table.fields[i], values[i]);
    }
    return text.empty() ? "{}" : "{ " + text + " }";
}

} // namespace

std::string in_quotes(std::string_view text) { return "\"" + bytes::shown_start(text, longest_shown) + "\""; }

std::string written_text(const WrittenValue& value) { return std::visit(Shown(), value); }

std::string describe_written(const WrittenValue& value) {
    constexpr const char* types[] = {
        "the boolean ", "the integer ", "the number ", "the text ", "the list ", "the list ", "", "", ""};
    static_assert(std::variant_size_v<WrittenValue> == std::size(types));
    return types[value.index()] + written_text(value);
}

std::string describe_expected(const Parameter& parameter) {
    switch (parameter.type) {
    case ParameterType::boolean:
        return "true or false";
    case ParameterType::integer:
        return number_text(parameter, "an integer");
    case ParameterType::real:
        return number_text(parameter, "a number");
    case ParameterType::text:
        return parameter.choices.empty() ? "a text" : choices_text(parameter.choices);
    case ParameterType::file:
        return "the path of a file";
    case ParameterType::learner:
        return "the name of a learner of this config";
    case ParameterType::texts:
        return parameter.choices.empty() ? "a list of texts" : "a list of " + choices_text(parameter.choices);
    case ParameterType::strategies:
        return "a list of names of strategies of this config";
    case ParameterType::learners:
        return "a list of names of learners of this config";
    case ParameterType::reals:
        return number_text(parameter, "a list of numbers");
    case ParameterType::integers:
        return number_text(parameter, "a list of integers");
    case ParameterType::files:
        return "a list of paths of files";
    case ParameterType::per_source:
        return "a table with " + number_text(parameter, "a number") + " for each source that it names";
    case ParameterType::table:
        return "a table with " + fields_text(parameter);
    case ParameterType::tables:
        return "a list of tables with " + fields_text(parameter);
    }
    return "a value";
}

std::string describe_value(const Parameter& parameter, const OptionValue& value) {
    switch (value.type) {
    case ParameterType::boolean:
        return Shown()(value.boolean);
    case ParameterType::integer:
        return Shown()(value.integer);
    case ParameterType::real:
        return Shown()(value.real);
    case ParameterType::texts:
    case ParameterType::strategies:
    case ParameterType::learners:
    case ParameterType::files:
        return Shown()(value.texts);
    case ParameterType::reals:
        return Shown()(value.reals);
    case ParameterType::integers:
        return list_text(value.integers, [](std::int64_t item) { return fmt::format("{}", item); });
    case ParameterType::per_source: {
        std::string text;
        for (std::size_t k = 0; k < value.texts.size(); ++k) {
            text += (k > 0 ? ", " : "") + in_quotes(value.texts[k]) + " = " + real_text(value.reals[k]);
        }
        return text.empty() ? "{}" : "{ " + text + " }";
    }
    case ParameterType::table:
        return fields_value(parameter, value.tables.front());
    case ParameterType::tables:
        return list_text(value.tables, [&](const std::vector<OptionValue>& table) {
            return fields_value(parameter, table);
        });
    default:
        return in_quotes(value.text);
    }
}

} // namespace sinter::plugin
