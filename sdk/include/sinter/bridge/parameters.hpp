// SPDX-License-Identifier: Apache-2.0
//
// Declarations and values of options, to C and back.
#pragma once

#include <sinter/bridge/arrays.hpp>
#include <sinter/bridge/floors.hpp>
#include <sinter/bridge/guard.hpp>
#include <sinter/parameters.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinter::bridge {

/// A value as it crosses: points into the OptionValue, and owns the arrays that it needs.
class CValue {
public:
    explicit CValue(const OptionValue& value) {
        for (const auto& text : value.texts) {
            texts_.push_back(c_text(text));
        }
        for (const auto& table : value.tables) {
            for (const auto& field : table) {
                kept_fields_.emplace_back(field);
                fields_.push_back(kept_fields_.back().c());
            }
        }
        c_.type = static_cast<std::uint32_t>(value.type);
        c_.integer =
            value.type == ParameterType::boolean ? static_cast<std::int64_t>(value.boolean) : value.integer;
        c_.real = value.real;
        c_.text = c_text(value.text);
        c_.texts = texts_.data();
        c_.reals = value.reals.data();
        c_.integers = value.integers.data();
        c_.count = count_of(value);
        c_.fields = array_of<sinter_values>(fields_);
    }
    [[nodiscard]] const sinter_value& c() const noexcept { return c_; }

private:
    [[nodiscard]] static std::uint64_t count_of(const OptionValue& value) {
        switch (value.type) {
        case ParameterType::reals:
            return value.reals.size();
        case ParameterType::integers:
            return value.integers.size();
        case ParameterType::table:
        case ParameterType::tables:
            return value.tables.size();
        default:
            return value.texts.size();
        }
    }

    // A vector that is moved keeps its memory, so c_ stays valid.
    std::vector<sinter_string> texts_;
    std::vector<CValue> kept_fields_;
    std::vector<sinter_value> fields_;
    sinter_value c_{};
};

inline OptionValue value_from_c(const sinter_value& c) {
    OptionValue value;
    value.type = static_cast<ParameterType>(c.type);
    value.boolean = c.type == SINTER_PARAMETER_BOOLEAN && c.integer != 0;
    value.integer = c.integer;
    value.real = c.real;
    value.text = std::string(text_of(c.text));
    const bool per_source = value.type == ParameterType::per_source;
    if (is_text_list(value.type) || per_source) {
        for (std::uint64_t i = 0; i < c.count; ++i) {
            value.texts.emplace_back(text_of(c.texts[i]));
        }
    }
    if (value.type == ParameterType::reals || per_source) {
        value.reals.assign(c.reals, c.reals + c.count);
    }
    if (value.type == ParameterType::integers) {
        value.integers.assign(c.integers, c.integers + c.count);
    }
    if ((value.type == ParameterType::table || value.type == ParameterType::tables) && c.count > 0) {
        if (c.fields.count % c.count != 0) {
            throw Error(SINTER_INTERNAL, "gave tables with fields that are missing");
        }
        const auto fields = elements_from_c(c.fields, "fields", [](const sinter_value& field) {
            if (field.type == SINTER_PARAMETER_TABLE || field.type == SINTER_PARAMETER_TABLES) {
                throw Error(SINTER_INTERNAL, "gave a table within a table");
            }
            return value_from_c(field);
        });
        const auto size = static_cast<std::ptrdiff_t>(c.fields.count / c.count);
        for (std::uint64_t i = 0; i < c.count; ++i) {
            const auto first = fields.begin() + static_cast<std::ptrdiff_t>(i) * size;
            value.tables.emplace_back(first, first + size);
        }
    }
    return value;
}

/// Values as they cross; points into what they were made of.
class CValues {
public:
    explicit CValues(const Options& options) : CValues(options.values()) {}
    explicit CValues(const std::vector<OptionValue>& values) {
        kept_.reserve(values.size());
        for (const auto& value : values) {
            kept_.emplace_back(value);
            c_.push_back(kept_.back().c());
        }
    }
    [[nodiscard]] sinter_values c() const noexcept { return array_of<sinter_values>(c_); }

private:
    std::vector<CValue> kept_;
    std::vector<sinter_value> c_;
};

[[nodiscard]] inline std::vector<OptionValue> values_from_c(const sinter_values& c) {
    return elements_from_c(c, "option values", value_from_c);
}
inline Options options_from_c(const Parameters& declared, const sinter_values& values) {
    return {declared, values_from_c(values)};
}

/// A plugin's declaration as the host sees it; lives as long as the library.
class CParameters {
public:
    explicit CParameters(Parameters declared) : CParameters(declared.all()) {
        declared_ = std::move(declared);
    }
    [[nodiscard]] const Parameters& declared() const noexcept { return declared_; }
    [[nodiscard]] sinter_parameters c() const noexcept { return array_of<sinter_parameters>(c_); }

private:
    explicit CParameters(const std::vector<Parameter>& all)
        : kept_(std::make_unique<std::vector<Parameter>>(all)) {
        choices_.resize(kept_->size());
        defaults_.reserve(kept_->size());
        default_values_.reserve(kept_->size()); // c_ points at its elements
        for (std::size_t i = 0; i < kept_->size(); ++i) {
            const Parameter& p = (*kept_)[i];
            for (const auto& choice : p.choices) {
                choices_[i].push_back(c_text(choice));
            }
            defaults_.emplace_back(p.default_value);
            default_values_.push_back(defaults_.back().c());
            fields_.push_back(CParameters(p.fields));
            c_.push_back({static_cast<std::uint32_t>(p.type), p.required ? 1U : 0U, c_text(p.name),
                          c_text(p.unit), c_text(p.doc),
                          sinter_values{&default_values_.back(), 1, sizeof(sinter_value)}, p.minimum,
                          p.maximum, choices_[i].data(), choices_[i].size(), fields_.back().c()});
        }
    }

    // A vector that is moved keeps its memory, so c_ stays valid.
    Parameters declared_;
    std::unique_ptr<std::vector<Parameter>> kept_; // what the texts of c_ point at
    std::vector<CValue> defaults_;
    std::vector<sinter_value> default_values_;
    std::vector<std::vector<sinter_string>> choices_;
    std::vector<CParameters> fields_;
    std::vector<sinter_parameter> c_;
};

namespace reading {

inline Parameter parameter_from_c(const sinter_parameter& c, bool is_field) {
    Parameter p;
    p.name = std::string(text_of(c.name));
    p.type = static_cast<ParameterType>(c.type);
    p.required = c.required != 0;
    const auto defaults = values_from_c(c.default_value);
    if (defaults.size() != 1) {
        throw Error(SINTER_INTERNAL, "option '" + p.name + "' has " + std::to_string(defaults.size()) +
                                         " defaults in place of one");
    }
    p.default_value = defaults.front();
    p.minimum = c.minimum;
    p.maximum = c.maximum;
    for (std::uint64_t k = 0; k < c.choice_count; ++k) {
        p.choices.emplace_back(text_of(c.choices[k]));
    }
    p.unit = std::string(text_of(c.unit));
    p.doc = std::string(text_of(c.doc));
    if (is_field && c.fields.count > 0) {
        throw Error(SINTER_INTERNAL, "option '" + p.name + "' is a table within a table");
    }
    p.fields = elements_from_c(c.fields, "fields",
                               [](const sinter_parameter& field) { return parameter_from_c(field, true); });
    return p;
}

} // namespace reading

/// What the other side declares.
template <class PluginTable>
Parameters parameters_from_c(const PluginTable& plugin) {
    sinter_parameters all{nullptr, 0, 0};
    call(plugin.parameters, &all);
    return Parameters(elements_from_c(
        all, "options", [](const sinter_parameter& c) { return reading::parameter_from_c(c, false); }));
}

} // namespace sinter::bridge
