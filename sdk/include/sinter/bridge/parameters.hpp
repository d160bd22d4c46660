// SPDX-License-Identifier: Apache-2.0
//
// Declarations and values of options, to C and back.
#pragma once

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

/// A C value that points into a Value, and the arrays it needs.
class CValue {
public:
    explicit CValue(const Value& value) {
        for (const auto& text : value.texts) {
            texts_.push_back(c_text(text));
        }
        c_.type = static_cast<std::uint32_t>(value.type);
        c_.reserved = 0;
        c_.integer =
            value.type == ParameterType::boolean ? static_cast<std::int64_t>(value.boolean) : value.integer;
        c_.real = value.real;
        c_.text = c_text(value.text);
        c_.texts = texts_.data();
        c_.reals = value.reals.data();
        c_.count = value.type == ParameterType::reals ? value.reals.size() : texts_.size();
    }
    [[nodiscard]] const sinter_value& c() const noexcept { return c_; }

private:
    std::vector<sinter_string> texts_; // a moved vector keeps its memory, so c_ stays valid
    sinter_value c_{};
};

inline Value value_from_c(const sinter_value& c) {
    Value value;
    value.type = static_cast<ParameterType>(c.type);
    value.boolean = c.type == SINTER_PARAMETER_BOOLEAN && c.integer != 0;
    value.integer = c.integer;
    value.real = c.real;
    value.text = std::string(text_of(c.text));
    if (is_text_list(value.type)) {
        for (std::uint64_t i = 0; i < c.count; ++i) {
            value.texts.emplace_back(text_of(c.texts[i]));
        }
    }
    if (c.type == SINTER_PARAMETER_REALS) {
        value.reals.assign(c.reals, c.reals + c.count);
    }
    return value;
}

/// The values of a plugin's options as they cross; points into `options`.
class CValues {
public:
    explicit CValues(const Options& options) {
        kept_.reserve(options.values().size());
        for (const auto& value : options.values()) {
            kept_.emplace_back(value);
            c_.push_back(kept_.back().c());
        }
    }
    [[nodiscard]] const sinter_value* data() const noexcept { return c_.data(); }
    [[nodiscard]] std::uint64_t size() const noexcept { return c_.size(); }

private:
    std::vector<CValue> kept_;
    std::vector<sinter_value> c_;
};

inline Options options_from_c(const Parameters& declared, const sinter_value* values, std::uint64_t count) {
    std::vector<Value> own;
    for (std::uint64_t i = 0; i < count; ++i) {
        own.push_back(value_from_c(values[i]));
    }
    return {declared, std::move(own)};
}

/// A plugin's declaration as the host sees it; lives as long as the library.
class CParameters {
public:
    explicit CParameters(Parameters declared) : declared_(std::move(declared)) {
        const auto& all = declared_.all();
        choices_.resize(all.size());
        defaults_.reserve(all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Parameter& p = all[i];
            for (const auto& choice : p.choices) {
                choices_[i].push_back(c_text(choice));
            }
            defaults_.emplace_back(p.default_value);
            c_.push_back({sizeof(sinter_parameter), static_cast<std::uint32_t>(p.type), p.required ? 1U : 0U,
                          0, c_text(p.name), c_text(p.unit), c_text(p.doc), defaults_.back().c(), p.minimum,
                          p.maximum, choices_[i].data(), choices_[i].size()});
        }
    }
    [[nodiscard]] const Parameters& declared() const noexcept { return declared_; }
    [[nodiscard]] std::uint64_t size() const noexcept { return c_.size(); }
    [[nodiscard]] const sinter_parameter* at(std::uint64_t index) const noexcept {
        return index < c_.size() ? &c_[static_cast<std::size_t>(index)] : nullptr;
    }

private:
    Parameters declared_;
    std::vector<CValue> defaults_;
    std::vector<std::vector<sinter_string>> choices_;
    std::vector<sinter_parameter> c_;
};

/// What the other side declares.
template <class PluginTable>
Parameters parameters_from_c(const PluginTable& plugin) {
    std::vector<Parameter> all;
    const std::uint64_t count = plugin.parameter_count();
    for (std::uint64_t i = 0; i < count; ++i) {
        const sinter_parameter* c = plugin.parameter(i);
        require_table(c, "parameter");
        Parameter p;
        p.name = std::string(text_of(c->name));
        p.type = static_cast<ParameterType>(c->type);
        p.required = c->required != 0;
        p.default_value = value_from_c(c->default_value);
        p.minimum = c->minimum;
        p.maximum = c->maximum;
        for (std::uint64_t k = 0; k < c->choice_count; ++k) {
            p.choices.emplace_back(text_of(c->choices[k]));
        }
        p.unit = std::string(text_of(c->unit));
        p.doc = std::string(text_of(c->doc));
        all.push_back(std::move(p));
    }
    return Parameters(std::move(all));
}

} // namespace sinter::bridge
