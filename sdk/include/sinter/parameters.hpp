// SPDX-License-Identifier: Apache-2.0
//
// A plugin declares its options once; the config's validation, the error messages, `sinter plugins describe`
// and the tables in the docs come from that declaration. An option that is not declared cannot be read.
//
//   static Parameters parameters() {
//       Parameters p;
//       p.integer("trees", 200).at_least(1).doc("number of trees");
//       p.real("shrinkage", 1.0).between(0, 1).doc("share of the source's prediction that is subtracted");
//       p.choice("bags", Bags::poisson).doc("how bags are drawn");
//       p.integer("mtry", "third").at_least(1).choices({"third", "sqrt", "all"}).doc("features per node");
//       p.integers("hidden", {64, 64}).at_least(1).doc("units of each hidden layer");
//       p.per_source("costs").at_least(0).doc("what one label of a source costs");
//       p.learner("learner").doc("fits the target");
//       return p;
//   }
//
// The names of a choice are declared once, beside its enum:
//
//   enum class Bags { poisson, multinomial };
//   inline Choices<Bags> choices_of(Bags) {
//       return {{"poisson", Bags::poisson}, {"multinomial", Bags::multinomial}};
//   }
//
// and read as options.choice<Bags>("bags").
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
    learners = SINTER_PARAMETER_LEARNERS,
    integers = SINTER_PARAMETER_INTEGERS,
    files = SINTER_PARAMETER_FILES,
    per_source = SINTER_PARAMETER_PER_SOURCE,
    table = SINTER_PARAMETER_TABLE,
    tables = SINTER_PARAMETER_TABLES
};

/// Whether values of the type are lists of texts: texts, files, or names of strategies or learners.
[[nodiscard]] inline bool is_text_list(ParameterType type) {
    return type == ParameterType::texts || type == ParameterType::strategies ||
           type == ParameterType::learners || type == ParameterType::files;
}

/// The names that a choice has in a config, and what they mean; in the order in which they are shown.
template <class Enum>
using Choices = std::vector<std::pair<const char*, Enum>>;

/// The value of an option. `type` says which member counts; an integer or real parameter with choices may
/// hold a text.
struct OptionValue {
    ParameterType type = ParameterType::text;
    bool boolean = false;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;               ///< text, file, learner
    std::vector<std::string> texts; ///< texts, files, strategies, learners; per_source: the sources' names
    std::vector<double> reals;      ///< reals; per_source: the sources' numbers
    std::vector<std::int64_t> integers;
    std::vector<std::vector<OptionValue>>
        tables; ///< table: one; tables: each with a value per declared field
};

/// One declared option.
struct Parameter {
    std::string name;
    ParameterType type = ParameterType::text;
    bool required = false; ///< there is no default and the config must give it
    OptionValue default_value;
    double minimum = -std::numeric_limits<double>::infinity(); ///< inclusive
    double maximum = std::numeric_limits<double>::infinity();  ///< inclusive
    std::vector<std::string> choices; ///< of a text; of an integer or real: texts it takes beside numbers
    std::string unit;
    std::string doc;               ///< one line
    std::vector<Parameter> fields; ///< of a table
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
    /// One of the names that choices_of(value) declares.
    template <class Enum>
    ParameterRefinement choice(std::string name, Enum value) {
        auto& p = add(std::move(name), ParameterType::text);
        for (const auto& [text, meaning] : choices_of(value)) {
            p.choices.emplace_back(text);
            if (meaning == value) {
                p.default_value.text = text;
            }
        }
        return last();
    }
    /// A path; the host resolves it against the config's folder and checks that it exists.
    ParameterRefinement file(std::string name) { return require(std::move(name), ParameterType::file); }
    /// A path that may be left out; then its text is empty.
    ParameterRefinement optional_file(std::string name) {
        add(std::move(name), ParameterType::file);
        return last();
    }
    /// A list of paths, each as `file`; by default none.
    ParameterRefinement files(std::string name) {
        add(std::move(name), ParameterType::files);
        return last();
    }
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

    ParameterRefinement integers(std::string name, std::vector<std::int64_t> value) {
        auto& p = add(std::move(name), ParameterType::integers);
        p.default_value.integers = std::move(value);
        return last();
    }
    /// A number for some of the strategy's sources, by name: `costs = { gap_pbe = 1, gap_hse = 20 }`.
    ParameterRefinement per_source(std::string name) {
        add(std::move(name), ParameterType::per_source);
        return last();
    }
    /// A table with these fields: `early_stop = { patience = 10, share = 0.1 }`. A field is anything but a
    /// table, a learner or a strategy. If it is left out, all fields have their defaults.
    ParameterRefinement table(std::string name, const Parameters& fields) {
        auto& p = add(std::move(name), ParameterType::table);
        p.fields = fields_of_table(p.name, fields);
        p.default_value.tables.emplace_back();
        for (const Parameter& field : p.fields) {
            p.default_value.tables.front().push_back(field.default_value);
            p.required = p.required || field.required;
        }
        return last();
    }
    /// A list of such tables, by default none: `layers = [{ units = 64 }, { units = 32 }]`.
    ParameterRefinement tables(std::string name, const Parameters& fields) {
        auto& p = add(std::move(name), ParameterType::tables);
        p.fields = fields_of_table(p.name, fields);
        return last();
    }

    [[nodiscard]] const std::vector<Parameter>& all() const noexcept { return all_; }

private:
    static std::vector<Parameter> fields_of_table(const std::string& table, const Parameters& fields) {
        for (const Parameter& field : fields.all()) {
            const bool nested = field.type == ParameterType::table || field.type == ParameterType::tables;
            const bool section = field.type == ParameterType::learner ||
                                 field.type == ParameterType::learners ||
                                 field.type == ParameterType::strategies;
            if (nested || section) {
                throw Error(SINTER_INTERNAL, "field '" + field.name + "' of table '" + table +
                                                 "' is a table, a learner or a strategy");
            }
        }
        return fields.all();
    }
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
    Options(const Parameters& declared, std::vector<OptionValue> values)
        : parameters_(declared.all()), values_(std::move(values)) {
        if (values_.size() != parameters_.size()) {
            throw Error(SINTER_INTERNAL, "got " + std::to_string(values_.size()) + " option values for " +
                                             std::to_string(parameters_.size()) + " declared options");
        }
    }
    /// All at their defaults; for tests and for in-process use. A required option stays empty.
    static Options defaults(const Parameters& declared) {
        std::vector<OptionValue> values;
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
    [[nodiscard]] const std::vector<std::int64_t>& integers(std::string_view name) const {
        return typed(name, ParameterType::integers).integers;
    }
    /// Absolute paths.
    [[nodiscard]] const std::vector<std::string>& files(std::string_view name) const {
        return typed(name, ParameterType::files).texts;
    }
    /// What choices_of(Enum) declares for the name that was chosen.
    template <class Enum>
    [[nodiscard]] Enum choice(std::string_view name) const {
        const std::string& chosen = text(name);
        for (const auto& [text, meaning] : choices_of(Enum{})) {
            if (chosen == text) {
                return meaning;
            }
        }
        throw Error(SINTER_INTERNAL, "option '" + std::string(name) + "' has no choice '" + chosen + "'");
    }
    /// What a per_source option says of a source; `otherwise` if it does not name it.
    [[nodiscard]] double of_source(std::string_view name, std::string_view source, double otherwise) const {
        const OptionValue& v = typed(name, ParameterType::per_source);
        for (std::size_t k = 0; k < v.texts.size(); ++k) {
            if (v.texts[k] == source) {
                return v.reals[k];
            }
        }
        return otherwise;
    }
    /// The fields of a table.
    [[nodiscard]] Options table(std::string_view name) const {
        return {Parameters(parameters_[index_of(name)].fields),
                typed(name, ParameterType::table).tables.at(0)};
    }
    [[nodiscard]] std::vector<Options> tables(std::string_view name) const {
        std::vector<Options> all;
        for (const auto& values : typed(name, ParameterType::tables).tables) {
            all.emplace_back(Parameters(parameters_[index_of(name)].fields), values);
        }
        return all;
    }
    /// Whether a number with choices holds one of them.
    [[nodiscard]] bool is_text(std::string_view name) const {
        return value(name).type == ParameterType::text;
    }

    /// The same options with one changed; for tests and for in-process use.
    [[nodiscard]] Options with(std::string_view name, OptionValue changed) const {
        Options copy = *this;
        copy.values_[index_of(name)] = std::move(changed);
        return copy;
    }
    [[nodiscard]] Options with(std::string_view name, std::int64_t changed) const {
        OptionValue v;
        v.type = ParameterType::integer;
        v.integer = changed;
        return with(name, std::move(v));
    }
    [[nodiscard]] Options with(std::string_view name, double changed) const {
        OptionValue v;
        v.type = ParameterType::real;
        v.real = changed;
        return with(name, std::move(v));
    }
    [[nodiscard]] Options with(std::string_view name, const char* changed) const {
        OptionValue v = value(name);
        if (v.type == ParameterType::integer || v.type == ParameterType::real) {
            v.type = ParameterType::text;
        }
        v.text = changed;
        return with(name, std::move(v));
    }
    [[nodiscard]] Options with(std::string_view name, std::vector<std::string> changed) const {
        OptionValue v;
        v.type = value(name).type; // texts, strategies or learners
        v.texts = std::move(changed);
        return with(name, std::move(v));
    }

    [[nodiscard]] const OptionValue& value(std::string_view name) const { return values_[index_of(name)]; }
    [[nodiscard]] const std::vector<OptionValue>& values() const noexcept { return values_; }

private:
    [[nodiscard]] std::size_t index_of(std::string_view name) const {
        for (std::size_t i = 0; i < parameters_.size(); ++i) {
            if (parameters_[i].name == name) {
                return i;
            }
        }
        throw Error(SINTER_INTERNAL, "option '" + std::string(name) + "' is read but not declared");
    }
    [[nodiscard]] const OptionValue& typed(std::string_view name, ParameterType type) const {
        const OptionValue& v = value(name);
        if (v.type != type) {
            throw Error(SINTER_INTERNAL, "option '" + std::string(name) + "' is read as another type");
        }
        return v;
    }

    std::vector<Parameter> parameters_;
    std::vector<OptionValue> values_;
};

/// An option of a learner that is to differ from what the config says (Host::make_learner).
struct OptionChange {
    OptionChange(std::string option, OptionValue changed)
        : name(std::move(option)), value(std::move(changed)) {}
    OptionChange(std::string option, bool changed) : name(std::move(option)) {
        value.type = ParameterType::boolean;
        value.boolean = changed;
    }
    OptionChange(std::string option, std::int64_t changed) : name(std::move(option)) {
        value.type = ParameterType::integer;
        value.integer = changed;
    }
    OptionChange(std::string option, int changed) : OptionChange(std::move(option), std::int64_t{changed}) {}
    OptionChange(std::string option, double changed) : name(std::move(option)) {
        value.type = ParameterType::real;
        value.real = changed;
    }
    /// A text, or one of the choices.
    OptionChange(std::string option, const char* changed) : name(std::move(option)) {
        value.type = ParameterType::text;
        value.text = changed;
    }

    std::string name;
    OptionValue value;
};
using OptionChanges = std::vector<OptionChange>;

} // namespace sinter
