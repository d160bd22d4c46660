// SPDX-License-Identifier: Apache-2.0
//
// A plugin declares its options once; the config's validation, the error messages, `sinter plugins describe`
// and the tables in the docs come from that declaration. An option that is not declared cannot be read.
//
//   static Parameters parameters() {
//       Parameters p;
//       p.integer("trees", 200).at_least(1).doc("number of trees");
//       p.real("shrinkage", 1.0).between(0, 1).doc("share of the source's prediction that is subtracted");
//       p.text("bags", "poisson").choices({"poisson", "multinomial"}).doc("how bags are drawn");
//       p.integer("mtry", "third").at_least(1).choices({"third", "sqrt", "all"}).doc("features tried per node");
//       p.learner("learner").doc("fits the target");
//       return p;
//   }
#pragma once

#include <sinter/abi/parameters.h>
#include <sinter/error.hpp>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter {

enum class ParameterType : std::uint32_t {
    boolean = SINTER_PARAMETER_BOOLEAN,
    integer = SINTER_PARAMETER_INTEGER,
    real = SINTER_PARAMETER_REAL,
    text = SINTER_PARAMETER_TEXT,
    file = SINTER_PARAMETER_FILE,
    learner = SINTER_PARAMETER_LEARNER,
    texts = SINTER_PARAMETER_TEXTS,
    reals = SINTER_PARAMETER_REALS,
    strategies = SINTER_PARAMETER_STRATEGIES,
    learners = SINTER_PARAMETER_LEARNERS
};

/// Whether values of the type are lists of texts: texts, or names of strategies or learners.
[[nodiscard]] inline bool is_text_list(ParameterType type) {
    return type == ParameterType::texts || type == ParameterType::strategies ||
           type == ParameterType::learners;
}

/// The value of an option. `type` says which member counts; an integer or real parameter with choices may
/// hold a text.
struct Value {
    ParameterType type = ParameterType::text;
    bool boolean = false;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;               ///< text, file, learner
    std::vector<std::string> texts; ///< texts, strategies, learners
    std::vector<double> reals;
};

/// One declared option.
struct Parameter {
    std::string name;
    ParameterType type = ParameterType::text;
    bool required = false; ///< there is no default and the config must give it
    Value default_value;
    double minimum = -std::numeric_limits<double>::infinity(); ///< inclusive
    double maximum = std::numeric_limits<double>::infinity();  ///< inclusive
    std::vector<std::string> choices; ///< of a text; of an integer or real: texts it takes beside numbers
    std::string unit;
    std::string doc; ///< one line
};

/// Refines the parameter just declared.
class ParameterRefinement {
public:
    ParameterRefinement(std::vector<Parameter>& all, std::size_t index) : all_(&all), index_(index) {}

    ParameterRefinement& at_least(double minimum) {
        return set([&](Parameter& p) { p.minimum = minimum; });
    }
    ParameterRefinement& at_most(double maximum) {
        return set([&](Parameter& p) { p.maximum = maximum; });
    }
    ParameterRefinement& between(double minimum, double maximum) {
        return at_least(minimum).at_most(maximum);
    }
    ParameterRefinement& choices(std::vector<std::string> choices) {
        return set([&](Parameter& p) { p.choices = std::move(choices); });
    }
    ParameterRefinement& unit(std::string unit) {
        return set([&](Parameter& p) { p.unit = std::move(unit); });
    }
    ParameterRefinement& doc(std::string doc) {
        return set([&](Parameter& p) { p.doc = std::move(doc); });
    }

private:
    template <class Change>
    ParameterRefinement& set(const Change& change) {
        change((*all_)[index_]);
        return *this;
    }
    std::vector<Parameter>* all_;
    std::size_t index_;
};

/// The options that a plugin takes, in the order of their declaration.
class Parameters {
public:
    Parameters() = default;
    /// From declarations that were made elsewhere (the host reads those of a plugin).
    explicit Parameters(std::vector<Parameter> all) : all_(std::move(all)) {}

    ParameterRefinement boolean(std::string name, bool value) {
        auto& p = add(std::move(name), ParameterType::boolean);
        p.default_value.boolean = value;
        return last();
    }
    ParameterRefinement integer(std::string name, std::int64_t value) {
        auto& p = add(std::move(name), ParameterType::integer);
        p.default_value.integer = value;
        return last();
    }
    ParameterRefinement real(std::string name, double value) {
        auto& p = add(std::move(name), ParameterType::real);
        p.default_value.real = value;
        return last();
    }
    /// A number whose default is one of its choices ("auto").
    ParameterRefinement integer(std::string name, std::string choice) {
        return number_or_choice(std::move(name), ParameterType::integer, std::move(choice));
    }
    ParameterRefinement real(std::string name, std::string choice) {
        return number_or_choice(std::move(name), ParameterType::real, std::move(choice));
    }
    ParameterRefinement text(std::string name, std::string value) {
        auto& p = add(std::move(name), ParameterType::text);
        p.default_value.text = std::move(value);
        return last();
    }
    /// A path; the host resolves it against the config's folder and checks that it exists.
    ParameterRefinement file(std::string name) { return require(std::move(name), ParameterType::file); }
    /// The name of a [learner.NAME] of the config.
    ParameterRefinement learner(std::string name) { return require(std::move(name), ParameterType::learner); }
    /// A learner that may be left out; then its text is empty.
    ParameterRefinement optional_learner(std::string name) {
        add(std::move(name), ParameterType::learner);
        return last();
    }
    ParameterRefinement texts(std::string name, std::vector<std::string> value) {
        auto& p = add(std::move(name), ParameterType::texts);
        p.default_value.texts = std::move(value);
        return last();
    }
    ParameterRefinement required_texts(std::string name) {
        return require(std::move(name), ParameterType::texts);
    }
    /// Names of [[strategy]] sections of the config, at least one, each once, none of them this strategy; the
    /// host checks that their targets are this strategy's and their sources among its own.
    ParameterRefinement strategies(std::string name) {
        return require(std::move(name), ParameterType::strategies);
    }
    /// Names of [learner.NAME] sections of the config, at least one, each once.
    ParameterRefinement learners(std::string name) {
        return require(std::move(name), ParameterType::learners);
    }
    ParameterRefinement reals(std::string name, std::vector<double> value) {
        auto& p = add(std::move(name), ParameterType::reals);
        p.default_value.reals = std::move(value);
        return last();
    }

    [[nodiscard]] const std::vector<Parameter>& all() const noexcept { return all_; }

private:
    Parameter& add(std::string name, ParameterType type) {
        for (const auto& p : all_) {
            if (p.name == name) {
                throw Error(SINTER_INTERNAL, "option '" + name + "' is declared twice");
            }
        }
        Parameter p;
        p.name = std::move(name);
        p.type = type;
        p.default_value.type = type;
        all_.push_back(std::move(p));
        return all_.back();
    }
    ParameterRefinement require(std::string name, ParameterType type) {
        add(std::move(name), type).required = true;
        return last();
    }
    ParameterRefinement number_or_choice(std::string name, ParameterType type, std::string choice) {
        auto& p = add(std::move(name), type);
        p.default_value.type = ParameterType::text;
        p.default_value.text = std::move(choice);
        return last();
    }
    ParameterRefinement last() { return {all_, all_.size() - 1}; }

    std::vector<Parameter> all_;
};

/// The values of a plugin's options: one for each declared parameter, of its type and within its bounds.
class Options {
public:
    Options(const Parameters& declared, std::vector<Value> values)
        : parameters_(declared.all()), values_(std::move(values)) {
        if (values_.size() != parameters_.size()) {
            throw Error(SINTER_INTERNAL, "got " + std::to_string(values_.size()) + " option values for " +
                                             std::to_string(parameters_.size()) + " declared options");
        }
    }
    /// All at their defaults; for tests and for in-process use. A required option stays empty.
    static Options defaults(const Parameters& declared) {
        std::vector<Value> values;
        for (const auto& p : declared.all()) {
            values.push_back(p.default_value);
        }
        return {declared, std::move(values)};
    }

    [[nodiscard]] bool boolean(std::string_view name) const {
        return typed(name, ParameterType::boolean).boolean;
    }
    [[nodiscard]] std::int64_t integer(std::string_view name) const {
        return typed(name, ParameterType::integer).integer;
    }
    [[nodiscard]] double real(std::string_view name) const { return typed(name, ParameterType::real).real; }
    /// Text, file, learner, or the choice of a number that has choices.
    [[nodiscard]] const std::string& text(std::string_view name) const { return value(name).text; }
    /// Of a learner that may be left out: its name, or what stands in for it.
    [[nodiscard]] const std::string& learner_or(std::string_view name, const std::string& otherwise) const {
        const std::string& learner = text(name);
        return learner.empty() ? otherwise : learner;
    }
    [[nodiscard]] const std::vector<std::string>& texts(std::string_view name) const {
        return typed(name, ParameterType::texts).texts;
    }
    [[nodiscard]] const std::vector<std::string>& strategies(std::string_view name) const {
        return typed(name, ParameterType::strategies).texts;
    }
    [[nodiscard]] const std::vector<std::string>& learners(std::string_view name) const {
        return typed(name, ParameterType::learners).texts;
    }
    [[nodiscard]] const std::vector<double>& reals(std::string_view name) const {
        return typed(name, ParameterType::reals).reals;
    }
    /// Whether a number with choices holds one of them.
    [[nodiscard]] bool is_text(std::string_view name) const {
        return value(name).type == ParameterType::text;
    }

    /// The same options with one changed; for tests and for in-process use.
    [[nodiscard]] Options with(std::string_view name, Value changed) const {
        Options copy = *this;
        copy.values_[index_of(name)] = std::move(changed);
        return copy;
    }
    [[nodiscard]] Options with(std::string_view name, std::int64_t changed) const {
        Value v;
        v.type = ParameterType::integer;
        v.integer = changed;
        return with(name, std::move(v));
    }
    [[nodiscard]] Options with(std::string_view name, double changed) const {
        Value v;
        v.type = ParameterType::real;
        v.real = changed;
        return with(name, std::move(v));
    }
    [[nodiscard]] Options with(std::string_view name, const char* changed) const {
        Value v = value(name);
        if (v.type == ParameterType::integer || v.type == ParameterType::real) {
            v.type = ParameterType::text;
        }
        v.text = changed;
        return with(name, std::move(v));
    }
    [[nodiscard]] Options with(std::string_view name, std::vector<std::string> changed) const {
        Value v;
        v.type = value(name).type; // texts, strategies or learners
        v.texts = std::move(changed);
        return with(name, std::move(v));
    }

    [[nodiscard]] const Value& value(std::string_view name) const { return values_[index_of(name)]; }
    [[nodiscard]] const std::vector<Value>& values() const noexcept { return values_; }

private:
    [[nodiscard]] std::size_t index_of(std::string_view name) const {
        for (std::size_t i = 0; i < parameters_.size(); ++i) {
            if (parameters_[i].name == name) {
                return i;
            }
        }
        throw Error(SINTER_INTERNAL, "option '" + std::string(name) + "' is read but not declared");
    }
    [[nodiscard]] const Value& typed(std::string_view name, ParameterType type) const {
        const Value& v = value(name);
        if (v.type != type) {
            throw Error(SINTER_INTERNAL, "option '" + std::string(name) + "' is read as another type");
        }
        return v;
    }

    std::vector<Parameter> parameters_;
    std::vector<Value> values_;
};

} // namespace sinter
