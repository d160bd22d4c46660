// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/loading/declaration_check.hpp"

#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/files/refusal.hpp"

#include <sinter/bridge/parameters.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace sinter::plugin {
namespace {

constexpr std::uint64_t most_parameters = 256;
constexpr std::uint64_t most_choices = 256;
constexpr std::uint64_t most_list_items = 4096;
constexpr std::uint64_t longest_name = 64;
constexpr std::uint64_t longest_text = 4096;

[[noreturn]] void refuse(const Library& library, std::string found) {
    throw Refused({RefusalKind::bad_declaration, library.file, std::move(found),
                   "a declaration of options that makes sense",
                   "correct parameters() of the plugin; <sinter/parameters.hpp> says what it may hold"});
}

bool readable(sinter_string s) { return s.size <= longest_text && (s.data != nullptr || s.size == 0); }

/// Whether the elements of an array may be followed.
template <class Array>
bool readable_array(const Array& array, std::uint64_t most) {
    constexpr std::uint64_t largest_stride = 4096;
    return array.count == 0 ||
           (array.count <= most && array.data != nullptr && array.stride <= largest_stride &&
            array.stride >= bridge::floor_of<bridge::ElementOf<Array>> && array.stride % alignof(void*) == 0);
}

bool readable_texts(const sinter_value& value) {
    return value.count == 0 ||
           (value.texts != nullptr &&
            std::all_of(value.texts, value.texts + value.count, [](sinter_string s) { return readable(s); }));
}

/// Whether the pointers and counts of a value may be followed. `depth`: how many tables it may lie in.
bool readable(const sinter_value& value, int depth) {
    if (!readable(value.text) || value.count > most_list_items) {
        return false;
    }
    switch (value.type) {
    case SINTER_PARAMETER_REALS:
        return value.count == 0 || value.reals != nullptr;
    case SINTER_PARAMETER_INTEGERS:
        return value.count == 0 || value.integers != nullptr;
    case SINTER_PARAMETER_PER_SOURCE:
        return readable_texts(value) && (value.count == 0 || value.reals != nullptr);
    case SINTER_PARAMETER_TABLE:
    case SINTER_PARAMETER_TABLES:
        if (depth == 0 || !readable_array(value.fields, most_list_items)) {
            return false;
        }
        for (std::uint64_t i = 0; i < value.fields.count; ++i) {
            if (!readable(bridge::element(value.fields, i), depth - 1)) {
                return false;
            }
        }
        return true;
    default:
        return !is_text_list(static_cast<ParameterType>(value.type)) || readable_texts(value);
    }
}

bool readable_choices(const sinter_parameter& p) {
    if (p.choice_count == 0) {
        return true;
    }
    return p.choice_count <= most_choices && p.choices != nullptr &&
           std::all_of(p.choices, p.choices + p.choice_count, [](sinter_string s) { return readable(s); });
}

/// Whether the pointers and counts of a declaration may be followed; one of a table has fields, which have none.
bool readable(const sinter_parameter& p, int depth) {
    if (!readable(p.name) || !readable(p.unit) || !readable(p.doc) || !readable_choices(p) ||
        !readable_array(p.default_value, 1) || p.default_value.count != 1 ||
        !readable(bridge::element(p.default_value, 0), depth) || !readable_array(p.fields, most_parameters) ||
        (depth == 0 && p.fields.count > 0)) {
        return false;
    }
    for (std::uint64_t i = 0; i < p.fields.count; ++i) {
        if (!readable(bridge::element(p.fields, i), depth - 1)) {
            return false;
        }
    }
    return true;
}

/// Follows no pointer and no count of the other side before it was found to be sensible.
template <class PluginTable>
Parameters read_bounded(const Library& library, const PluginTable& table) {
    sinter_parameters all{nullptr, 0, 0};
    try {
        bridge::call(table.parameters, &all);
    } catch (const Error& e) {
        refuse(library, fmt::format("its options cannot be read: {}", shown(e.what())));
    }
    if (all.count > most_parameters) {
        refuse(library,
               fmt::format("it declares {} options, at most {} are read", all.count, most_parameters));
    }
    if (!readable_array(all, most_parameters)) {
        refuse(library, "the declarations of its options are missing or too short");
    }
    for (std::uint64_t i = 0; i < all.count; ++i) {
        if (!readable(bridge::element(all, i), 1)) {
            refuse(library, fmt::format("the declaration of its option number {} has a "
                                        "text or list without data or of absurd length",
                                        i + 1));
        }
    }
    try {
        return bridge::parameters_from_c(table);
    } catch (const Error& e) {
        refuse(library, fmt::format("its options cannot be read: {}", shown(e.what())));
    }
}

Parameters read(const Library& library) {
    switch (library.manifest.kind) {
    case PluginKind::featurizer:
        return read_bounded(library, *library.featurizer);
    case PluginKind::learner:
        return read_bounded(library, *library.learner);
    case PluginKind::strategy:
        return read_bounded(library, *library.strategy);
    }
    refuse(library, "it is of no known kind");
}

bool is_known(ParameterType type) { return type >= ParameterType::boolean && type <= ParameterType::tables; }

bool is_option_name(const std::string& name) {
    return name.size() <= longest_name && is_plugin_id(name); // the same alphabet
}

bool is_number(ParameterType type) { return type == ParameterType::integer || type == ParameterType::real; }

bool has_choice(const Parameter& p, const std::string& text) {
    return std::find(p.choices.begin(), p.choices.end(), text) != p.choices.end();
}

bool within(const Parameter& p, double value) {
    return !std::isnan(value) && value >= p.minimum && value <= p.maximum;
}

std::string text_fault(const Parameter& p) {
    const auto bad = [](const std::string& text) { return !is_one_line(text); };
    if (bad(p.unit) || bad(p.doc)) {
        return "has a unit or doc that is not one line of UTF-8";
    }
    if (std::any_of(p.choices.begin(), p.choices.end(), bad)) {
        return "has a choice that is not one line of UTF-8";
    }
    if (std::set<std::string>(p.choices.begin(), p.choices.end()).size() != p.choices.size()) {
        return "has the same choice twice";
    }
    if (bad(p.default_value.text) ||
        std::any_of(p.default_value.texts.begin(), p.default_value.texts.end(), bad)) {
        return "has a default that is not one line of UTF-8";
    }
    return {};
}

std::string bounds_fault(const Parameter& p) {
    if (std::isnan(p.minimum) || std::isnan(p.maximum) || p.minimum > p.maximum) {
        return fmt::format("has bounds that leave no value ({} to {})", p.minimum, p.maximum);
    }
    const bool bounded = std::isfinite(p.minimum) || std::isfinite(p.maximum);
    const bool numbers = is_number(p.type) || p.type == ParameterType::reals ||
                         p.type == ParameterType::integers || p.type == ParameterType::per_source;
    if (bounded && !numbers) {
        return "has bounds, but is not a number";
    }
    const bool may_choose =
        is_number(p.type) || p.type == ParameterType::text || p.type == ParameterType::texts;
    return !p.choices.empty() && !may_choose ? "has choices, but is neither a text nor a number" : "";
}

std::string number_default_fault(const Parameter& p, double value) {
    return within(p, value) ? ""
                            : fmt::format("has the default {}, which is not within its bounds ({} to {})",
                                          value, p.minimum, p.maximum);
}

std::string default_fault(const Parameter& p) {
    const OptionValue& v = p.default_value;
    if (is_number(p.type) && v.type == ParameterType::text) {
        return has_choice(p, v.text) ? "" : "has a default that is none of its choices";
    }
    if (v.type != p.type) {
        return "has a default of another type";
    }
    switch (p.type) {
    case ParameterType::integer:
        return number_default_fault(p, static_cast<double>(v.integer));
    case ParameterType::real:
        return number_default_fault(p, v.real);
    case ParameterType::text:
        return p.choices.empty() || has_choice(p, v.text) ? "" : "has a default that is none of its choices";
    case ParameterType::texts:
        return p.choices.empty() || std::all_of(v.texts.begin(), v.texts.end(),
                                                [&](const auto& text) { return has_choice(p, text); })
                   ? ""
                   : "has a default that is none of its choices";
    case ParameterType::reals:
        for (const double item : v.reals) {
            if (!within(p, item)) {
                return number_default_fault(p, item);
            }
        }
        return {};
    case ParameterType::integers:
        for (const std::int64_t item : v.integers) {
            if (!within(p, static_cast<double>(item))) {
                return number_default_fault(p, static_cast<double>(item));
            }
        }
        return {};
    case ParameterType::per_source:
        return v.texts.empty() ? "" : "has a default that names sources";
    case ParameterType::table:
        return v.tables.size() == 1 && v.tables.front().size() == p.fields.size()
                   ? ""
                   : "has a default without a value for each field";
    case ParameterType::tables:
        return v.tables.empty() ? "" : "has a list of tables as default";
    default:
        return {};
    }
}

} // namespace

bool is_reserved(PluginKind kind, std::string_view name) {
    constexpr std::array of_strategies{"name", "target", "targets", "sources", "hold_out_sources", "placebo"};
    const bool of_strategy =
        kind == PluginKind::strategy &&
        std::find(of_strategies.begin(), of_strategies.end(), name) != of_strategies.end();
    return name == "plugin" || of_strategy;
}

namespace {

std::string fields_fault(const Parameter& table) {
    const bool is_table = table.type == ParameterType::table || table.type == ParameterType::tables;
    if (!is_table) {
        return table.fields.empty() ? "" : "has fields, but is no table";
    }
    if (table.fields.empty()) {
        return "is a table without fields";
    }
    std::set<std::string> names;
    for (const Parameter& field : table.fields) {
        const bool plain = field.type != ParameterType::learner && field.type != ParameterType::learners &&
                           field.type != ParameterType::strategies && field.type != ParameterType::table &&
                           field.type != ParameterType::tables;
        const auto fault = plain ? declaration_fault(field) : "is a table, a learner or a strategy";
        if (!fault.empty()) {
            return fmt::format("has a field \"{}\" that {}", shown(field.name, 80), fault);
        }
        if (!names.insert(field.name).second) {
            return fmt::format("has two fields \"{}\"", field.name);
        }
    }
    return {};
}

} // namespace

std::string declaration_fault(const Parameter& parameter) {
    if (!is_option_name(parameter.name)) {
        return "has a name that is not a-z, then a-z, 0-9 and _ (at most 64)";
    }
    if (!is_known(parameter.type)) {
        return fmt::format("has the unknown type {}", static_cast<std::uint32_t>(parameter.type));
    }
    auto fault = text_fault(parameter);
    if (fault.empty()) {
        fault = bounds_fault(parameter);
    }
    if (fault.empty()) {
        fault = fields_fault(parameter);
    }
    if (fault.empty() && !parameter.required) {
        fault = default_fault(parameter);
    }
    return fault;
}

Parameters read_declaration(const Library& library) {
    auto parameters = read(library);
    std::set<std::string> names;
    for (const auto& p : parameters.all()) {
        const auto fault = declaration_fault(p);
        if (!fault.empty()) {
            refuse(library, fmt::format("its option \"{}\" {}", shown(p.name, 80), fault));
        }
        if (is_reserved(library.manifest.kind, p.name)) {
            refuse(library,
                   fmt::format("its option \"{}\" has a name that the config itself uses there", p.name));
        }
        if (!names.insert(p.name).second) {
            refuse(library, fmt::format("it declares the option \"{}\" twice", p.name));
        }
    }
    return parameters;
}

} // namespace sinter::plugin
