// SPDX-License-Identifier: Apache-2.0
//
// Values for the options of a plugin under test: the given ones, the defaults, and for an option without a
// default something that the kit can stand behind.
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/nearest_name.hpp>
#include <sinter/parameters.hpp>
#include <sinter/testkit/check.hpp>
#include <sinter/testkit/stand_ins.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace sinter::testkit {

/// By option name, as text: "file" -> "/home/me/vectors.csv"; a list is separated by commas.
using GivenOptions = std::map<std::string, std::string>;

/// An option without a default that the kit knows no value for.
class NeedsValue : public Error {
public:
    explicit NeedsValue(const std::string& option)
        : Error(SINTER_INVALID_ARGUMENT,
                "the option \"" + option +
                    "\" has no default and the kit has no value for it; give one: --set " + option +
                    "=VALUE on the command line, SubjectSettings::options in a test") {}
};

/// A value that was given from outside and cannot be one: the plugin is not to blame.
class BadGivenValue : public Error {
public:
    explicit BadGivenValue(const std::string& text) : Error(SINTER_INVALID_ARGUMENT, text) {}
};

/// The input columns that a featurizer under test may choose from.
inline std::vector<InputColumn> input_schema() {
    return {{"kit_number", "eV", FeatureKind::number, {}},
            {"kit_other_number", "", FeatureKind::number, {}},
            {"kit_category", "", FeatureKind::category, {"low", "middle", "high"}}};
}

/// What an option that takes names of input columns may be given, the most general first.
inline std::vector<std::vector<std::string>> column_choices() {
    return {{"kit_number", "kit_other_number", "kit_category"},
            {"kit_number", "kit_other_number"},
            {"kit_category"}};
}

[[nodiscard]] inline std::vector<std::string> split_at_commas(const std::string& text) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == ',') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

[[nodiscard]] inline double number_from(const Parameter& p, const std::string& text) {
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') {
        throw BadGivenValue("the option \"" + p.name + "\" takes a number, and was given \"" + text + "\"");
    }
    if (!(number >= p.minimum && number <= p.maximum)) {
        std::ostringstream range;
        range << "the option \"" << p.name << "\" was given " << text << ", expected " << p.minimum << " to "
              << p.maximum;
        throw BadGivenValue(range.str());
    }
    return number;
}

/// Throws Error where the text is no value of the parameter's type.
[[nodiscard]] inline OptionValue value_from_text(const Parameter& p, const std::string& text) {
    OptionValue value;
    value.type = p.type;
    for (const auto& choice : p.choices) {
        if ((p.type == ParameterType::integer || p.type == ParameterType::real) && choice == text) {
            value.type = ParameterType::text;
            value.text = text;
            return value;
        }
    }
    switch (p.type) {
    case ParameterType::boolean:
        value.boolean = text == "true";
        break;
    case ParameterType::integer:
        value.integer = static_cast<std::int64_t>(number_from(p, text));
        break;
    case ParameterType::real:
        value.real = number_from(p, text);
        break;
    case ParameterType::reals:
        for (const auto& part : split_at_commas(text)) {
            value.reals.push_back(number_from(p, part));
        }
        break;
    case ParameterType::integers:
        for (const auto& part : split_at_commas(text)) {
            value.integers.push_back(static_cast<std::int64_t>(number_from(p, part)));
        }
        break;
    case ParameterType::texts:
    case ParameterType::files:
    case ParameterType::strategies:
    case ParameterType::learners:
        value.texts = split_at_commas(text);
        break;
    case ParameterType::per_source:
    case ParameterType::table:
    case ParameterType::tables:
        throw BadGivenValue("the option \"" + p.name + "\" is a table, which the kit cannot be given");
    default:
        value.text = text;
    }
    return value;
}

/// The value of an option without a default; `columns` is what a list of texts gets. Throws NeedsValue.
[[nodiscard]] inline OptionValue stand_in_value(const Parameter& p, const std::vector<std::string>& columns) {
    OptionValue value;
    value.type = p.type;
    switch (p.type) {
    case ParameterType::learner:
        value.text = learner_names[0];
        return value;
    case ParameterType::learners:
        value.texts = {learner_names[0], learner_names[1]};
        return value;
    case ParameterType::strategies:
        value.texts = {strategy_names[0], strategy_names[1]};
        return value;
    case ParameterType::texts:
        value.texts = columns;
        return value;
    default:
        throw NeedsValue(p.name);
    }
}

/// Throws Error.
[[nodiscard]] inline Options options_with(const Parameters& declared, const GivenOptions& given,
                                          const std::vector<std::string>& columns) {
    std::vector<std::string> names;
    for (const auto& p : declared.all()) {
        names.push_back(p.name);
    }
    for (const auto& [name, text] : given) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            const auto near = nearest_name(name, names);
            throw BadGivenValue("there is no option \"" + name + "\"" +
                                (near ? "; did you mean \"" + *near + "\"?" : ""));
        }
    }
    std::vector<OptionValue> values;
    for (const auto& p : declared.all()) {
        const auto found = given.find(p.name);
        values.push_back(found != given.end() ? value_from_text(p, found->second)
                         : p.required         ? stand_in_value(p, columns)
                                              : p.default_value);
    }
    return {declared, std::move(values)};
}

} // namespace sinter::testkit
