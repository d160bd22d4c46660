// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/options/option_validation.hpp"

#include "framework/bytes/whole_file.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/plugin/options/option_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace sinter::plugin {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::Position;

/// As the command line gives such a number, since some options take the word.
bool is_non_finite_word(std::string_view text) {
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        text.remove_prefix(1);
    }
    return text == "inf" || text == "nan";
}

/// Turns the written value of one option into a Value, or says what is wrong with it.
class OptionReader {
public:
    OptionReader(const Parameter& declared, const Position& where, const OptionContext& context,
                 Diagnostics& diagnostics)
        : declared_(declared), where_(where), context_(context), diagnostics_(diagnostics) {}

    std::optional<OptionValue> read(const WrittenValue& written) const {
        return std::visit([&](const auto& value) { return take(value); }, written);
    }

private:
    std::optional<OptionValue> take(bool value) const {
        if (declared_.type != ParameterType::boolean) {
            return wrong_type(value);
        }
        OptionValue result = empty();
        result.boolean = value;
        return result;
    }

    std::optional<OptionValue> take(std::int64_t value) const {
        if (declared_.type == ParameterType::real) {
            return take(static_cast<double>(value));
        }
        if (declared_.type != ParameterType::integer) {
            return wrong_type(value);
        }
        if (!within(static_cast<double>(value))) {
            return wrong_value(value);
        }
        OptionValue result = empty();
        result.integer = value;
        return result;
    }

    std::optional<OptionValue> take(double value) const {
        if (declared_.type != ParameterType::real) {
            return wrong_type(value);
        }
        if (!std::isfinite(value)) {
            return not_finite(written_text(value));
        }
        if (!within(value)) {
            return wrong_value(value);
        }
        OptionValue result = empty();
        result.real = value;
        return result;
    }

    std::optional<OptionValue> take(const std::string& value) const {
        switch (declared_.type) {
        case ParameterType::text:
            return declared_.choices.empty() ? text(value) : choice(value);
        case ParameterType::integer:
        case ParameterType::real:
            if (declared_.choices.empty()) {
                return declared_.type == ParameterType::real && is_non_finite_word(value) ? not_finite(value)
                                                                                          : wrong_type(value);
            }
            return choice(value);
        case ParameterType::file:
            return file(value);
        case ParameterType::learner:
            return learner(value);
        default:
            return wrong_type(value);
        }
    }

    std::optional<OptionValue> take(const std::vector<std::string>& values) const {
        if (declared_.type == ParameterType::reals && values.empty()) {
            return empty();
        }
        if (declared_.type == ParameterType::strategies) {
            return names(values, "strategy", "strategies", "[[strategy]]", context_.strategy_names);
        }
        if (declared_.type == ParameterType::learners) {
            return names(values, "learner", "learners", "[learner.NAME]", context_.learner_names);
        }
        if (declared_.type == ParameterType::files) {
            return files(values);
        }
        if ((declared_.type == ParameterType::integers || declared_.type == ParameterType::tables) &&
            values.empty()) {
            return empty();
        }
        if (declared_.type != ParameterType::texts) {
            return wrong_type(values);
        }
        for (const auto& item : values) {
            if (!declared_.choices.empty() && !is_choice(item)) {
                return unknown_choice(item);
            }
        }
        OptionValue result = empty();
        result.texts = values;
        return result;
    }

    std::optional<OptionValue> take(const std::vector<double>& values) const {
        if (is_text_list(declared_.type) && values.empty()) {
            return take(std::vector<std::string>());
        }
        if (declared_.type == ParameterType::tables && values.empty()) {
            return empty();
        }
        if (declared_.type == ParameterType::integers) {
            return integers(values);
        }
        if (declared_.type != ParameterType::reals) {
            return wrong_type(values);
        }
        for (const double item : values) {
            if (!std::isfinite(item)) {
                return not_finite(written_text(values));
            }
            if (!within(item)) {
                return wrong_value(values);
            }
        }
        OptionValue result = empty();
        result.reals = values;
        return result;
    }

    std::optional<OptionValue> take(const OtherValue& value) const { return wrong_type(value); }

    std::optional<OptionValue> take(const WrittenTable& written) const {
        if (declared_.type == ParameterType::per_source) {
            return per_source(written);
        }
        if (declared_.type != ParameterType::table) {
            return wrong_type(written);
        }
        OptionValue result = empty();
        result.tables.push_back(fields(written));
        return result;
    }
    std::optional<OptionValue> take(const std::vector<WrittenTable>& written) const {
        if (declared_.type != ParameterType::tables) {
            return wrong_type(written);
        }
        OptionValue result = empty();
        for (const WrittenTable& table : written) {
            result.tables.push_back(fields(table));
        }
        return result;
    }

    /// The fields of one table, checked as options are; what is wrong has been said.
    [[nodiscard]] std::vector<OptionValue> fields(const WrittenTable& written) const {
        OptionContext inside = context_;
        inside.plugin_id = declared_.name + " of " + context_.plugin_id;
        inside.where = where_;
        inside.host_keys.clear();
        return validate_options(Parameters(declared_.fields), written.entries, inside, diagnostics_).values();
    }

    std::optional<OptionValue> per_source(const WrittenTable& written) const {
        OptionValue result = empty();
        Parameter number = declared_;
        number.type = ParameterType::real;
        for (const WrittenOption& entry : written.entries) {
            const auto& names = context_.source_names;
            if (std::find(names.begin(), names.end(), entry.name.value) == names.end()) {
                diagnostics_.error(ErrorKind::config, entry.name.where,
                                   fmt::format("{} names {}, which is not a source of this strategy",
                                               declared_.name, in_quotes(entry.name.value)),
                                   names.empty()
                                       ? std::vector<std::string>{"it has no sources"}
                                       : diagnostics::name_hints(entry.name.value, names, "sources"));
                continue;
            }
            number.name = declared_.name + "." + entry.name.value;
            const auto value =
                OptionReader(number, entry.value.where, context_, diagnostics_).read(entry.value.value);
            if (value) {
                result.texts.push_back(entry.name.value);
                result.reals.push_back(value->real);
            }
        }
        return result;
    }

    std::optional<OptionValue> integers(const std::vector<double>& values) const {
        constexpr double largest_exact = 9007199254740992.0;
        OptionValue result = empty();
        for (const double item : values) {
            if (!std::isfinite(item) || item != std::floor(item) || std::abs(item) > largest_exact) {
                return wrong_type(values);
            }
            if (!within(item)) {
                return wrong_value(values);
            }
            result.integers.push_back(static_cast<std::int64_t>(item));
        }
        return result;
    }

    std::optional<OptionValue> files(const std::vector<std::string>& values) const {
        OptionValue result = empty();
        for (const std::string& item : values) {
            const auto found = file(item);
            if (!found) {
                return std::nullopt;
            }
            result.texts.push_back(found->text);
        }
        return result;
    }

    std::optional<OptionValue> choice(const std::string& value) const {
        if (!is_choice(value)) {
            return unknown_choice(value);
        }
        auto result = text(value);
        result->type = ParameterType::text; // also where a number is declared
        return result;
    }

    std::optional<OptionValue> file(const std::string& value) const {
        if (value.empty() && declared_.type == ParameterType::file && !declared_.required) {
            return empty(); // as if it had been left out
        }
        std::error_code error;
        const auto path = std::filesystem::absolute(context_.base_folder / value, error).lexically_normal();
        if (value.empty() || !std::filesystem::is_regular_file(path, error)) {
            const auto what = value.empty() ? std::string() : bytes::irregularity_of(path);
            return fail(fmt::format("{} = {} {}", declared_.name, in_quotes(value),
                                    what.empty() || what == "is a folder" ? "is not a file" : what),
                        {fmt::format("looked for: {}", path.string())});
        }
        return text(path.string());
    }

    std::optional<OptionValue> learner(const std::string& value) const {
        const auto& names = context_.learner_names;
        if (std::find(names.begin(), names.end(), value) == names.end()) {
            return fail(
                fmt::format("{} = {} is not a learner of this config", declared_.name, in_quotes(value)),
                names.empty() ? std::vector<std::string>{"the config has no [learner.NAME] table"}
                              : diagnostics::name_hints(value, names, "learners"));
        }
        return text(value);
    }

    /// A list of names of sections of the config, none twice.
    std::optional<OptionValue> names(const std::vector<std::string>& values, const char* one,
                                     const char* many, const char* section,
                                     const std::vector<std::string>& known) const {
        if (values.empty()) {
            return fail(fmt::format("{} of {} is empty, expected {}", declared_.name, context_.plugin_id,
                                    describe_expected(declared_)));
        }
        for (auto name = values.begin(); name != values.end(); ++name) {
            if (std::find(known.begin(), known.end(), *name) == known.end()) {
                return fail(fmt::format("{} names {}, which is not a {} of this config", declared_.name,
                                        in_quotes(*name), one),
                            known.empty()
                                ? std::vector<std::string>{fmt::format("the config has no {}", section)}
                                : diagnostics::name_hints(*name, known, many));
            }
            if (std::find(values.begin(), name, *name) != name) {
                return fail(fmt::format("{} names {} twice", declared_.name, in_quotes(*name)));
            }
        }
        OptionValue result = empty();
        result.texts = values;
        return result;
    }

    std::optional<OptionValue> text(const std::string& value) const {
        OptionValue result = empty();
        result.text = value;
        return result;
    }

    [[nodiscard]] OptionValue empty() const {
        OptionValue value;
        value.type = declared_.type;
        return value;
    }
    [[nodiscard]] bool within(double value) const {
        return std::isfinite(value) && value >= declared_.minimum && value <= declared_.maximum;
    }
    [[nodiscard]] bool is_choice(const std::string& value) const {
        return std::find(declared_.choices.begin(), declared_.choices.end(), value) !=
               declared_.choices.end();
    }

    template <class Written>
    std::optional<OptionValue> wrong_type(const Written& written) const {
        return fail(fmt::format("{} of {} is {}, expected {}", declared_.name, context_.plugin_id,
                                describe_written(written), describe_expected(declared_)));
    }
    template <class Written>
    std::optional<OptionValue> wrong_value(const Written& written) const {
        return fail(fmt::format("{} of {} = {}, expected {}", declared_.name, context_.plugin_id,
                                written_text(written), describe_expected(declared_)));
    }
    /// The bounds that are declared would seem to allow it.
    std::optional<OptionValue> not_finite(const std::string& written) const {
        auto expected = describe_expected(declared_);
        expected.insert(expected.find("number"), "finite ");
        return fail(
            fmt::format("{} of {} = {}, expected {}", declared_.name, context_.plugin_id, written, expected));
    }
    std::optional<OptionValue> unknown_choice(const std::string& value) const {
        return fail(fmt::format("{} of {} = {}, expected {}", declared_.name, context_.plugin_id,
                                in_quotes(value), describe_expected(declared_)),
                    diagnostics::name_hints(value, declared_.choices, "choices"));
    }
    std::optional<OptionValue> fail(std::string message, std::vector<std::string> hints = {}) const {
        diagnostics_.error(ErrorKind::config, where_, std::move(message), std::move(hints));
        return std::nullopt;
    }

    const Parameter& declared_;
    const Position& where_;
    const OptionContext& context_;
    Diagnostics& diagnostics_;
};

std::vector<std::string> names_of(const Parameters& declared) {
    std::vector<std::string> names;
    for (const auto& p : declared.all()) {
        names.push_back(p.name);
    }
    return names;
}

void report_unknown(const Parameters& declared, const WrittenOption& option, const OptionContext& context,
                    Diagnostics& diagnostics) {
    const auto names = names_of(declared);
    auto all = names;
    all.insert(all.end(), context.host_keys.begin(), context.host_keys.end());
    std::vector<std::string> hints;
    if (const auto near = diagnostics::nearest_name(option.name.value, all)) {
        hints.push_back(fmt::format("did you mean \"{}\"?", *near));
    }
    const auto add = [&](const std::vector<std::string>& valid, std::string_view heading) {
        for (auto& hint : diagnostics::name_hints("", valid, heading)) {
            hints.push_back(std::move(hint));
        }
    };
    add(names, "options");
    if (names.empty()) {
        hints.push_back(fmt::format("{} has no options", context.plugin_id));
    }
    add(context.host_keys, "other keys of its section");
    diagnostics.error(ErrorKind::config, option.name.where,
                      fmt::format("unknown option {} of {}", in_quotes(option.name.value), context.plugin_id),
                      std::move(hints));
}

void report_missing(const Parameter& p, const OptionContext& context, Diagnostics& diagnostics) {
    std::vector<std::string> hints{fmt::format("expected: {} = {}", p.name, describe_expected(p))};
    if (!p.doc.empty()) {
        hints.push_back(fmt::format("{}: {}", p.name, p.doc));
    }
    if (p.type == ParameterType::learner && !context.learner_names.empty()) {
        for (auto& hint : diagnostics::name_hints("", context.learner_names, "learners")) {
            hints.push_back(std::move(hint));
        }
    }
    diagnostics.error(ErrorKind::config, context.where,
                      fmt::format("{} needs the option \"{}\"", context.plugin_id, p.name), std::move(hints));
}

/// The last of the options with each declared name, by name; reports the others.
std::map<std::string, const WrittenOption*> by_name(const Parameters& declared,
                                                    const std::vector<WrittenOption>& written,
                                                    const OptionContext& context, Diagnostics& diagnostics) {
    const auto names = names_of(declared);
    std::map<std::string, const WrittenOption*> options;
    for (const auto& option : written) {
        if (std::find(names.begin(), names.end(), option.name.value) == names.end()) {
            report_unknown(declared, option, context, diagnostics);
        } else if (!options.emplace(option.name.value, &option).second) {
            diagnostics.error(ErrorKind::config, option.name.where,
                              fmt::format("option {} of {} is given twice", in_quotes(option.name.value),
                                          context.plugin_id));
        }
    }
    return options;
}

} // namespace

Options validate_options(const Parameters& declared, const std::vector<WrittenOption>& written,
                         const OptionContext& context, Diagnostics& diagnostics) {
    const auto options = by_name(declared, written, context, diagnostics);
    std::vector<OptionValue> values;
    for (const auto& p : declared.all()) {
        std::optional<OptionValue> value;
        const auto found = options.find(p.name);
        if (found != options.end()) {
            const auto& [text, where] = found->second->value;
            value = OptionReader(p, where, context, diagnostics).read(text);
        } else if (p.required) {
            report_missing(p, context, diagnostics);
        }
        values.push_back(value.value_or(p.default_value));
    }
    return {declared, std::move(values)};
}

std::vector<std::string> files_of(const Parameter& parameter, const OptionValue& value) {
    if (parameter.type == ParameterType::file) {
        return value.text.empty() ? std::vector<std::string>() : std::vector{value.text};
    }
    if (parameter.type == ParameterType::files) {
        return value.texts;
    }
    std::vector<std::string> files;
    for (const auto& table : value.tables) {
        for (std::size_t i = 0; i < table.size(); ++i) {
            const auto more = files_of(parameter.fields[i], table[i]);
            files.insert(files.end(), more.begin(), more.end());
        }
    }
    return files;
}

std::string exact_text(const OptionValue& value) {
    // Texts come with their lengths, numbers with all their bits.
    std::string all = fmt::format("{} {} {} {:a} {}:{}", static_cast<std::uint32_t>(value.type),
                                  value.boolean, value.integer, value.real, value.text.size(), value.text);
    for (const auto& text : value.texts) {
        all += fmt::format(" {}:{}", text.size(), text);
    }
    all += "|";
    for (const double number : value.reals) {
        all += fmt::format(" {:a}", number);
    }
    all += "|";
    for (const std::int64_t number : value.integers) {
        all += fmt::format(" {}", number);
    }
    for (const auto& table : value.tables) {
        all += "{";
        for (const auto& field : table) {
            all += "(" + exact_text(field) + ")";
        }
        all += "}";
    }
    return all;
}

namespace {

WrittenValue written_from(const Parameter& parameter, const OptionValue& value) {
    switch (value.type) {
    case ParameterType::boolean:
        return value.boolean;
    case ParameterType::integer:
        return value.integer;
    case ParameterType::real:
        return value.real;
    case ParameterType::text:
    case ParameterType::file:
    case ParameterType::learner:
        return value.text;
    case ParameterType::texts:
    case ParameterType::files:
    case ParameterType::strategies:
    case ParameterType::learners:
        return value.texts;
    case ParameterType::reals:
        return value.reals;
    case ParameterType::integers:
        return std::vector<double>(value.integers.begin(), value.integers.end());
    default:
        return OtherValue{"a value of " + parameter.name + ", which cannot be changed by a plugin"};
    }
}

} // namespace

Options changed_options(const Parameters& declared, const Options& options, const OptionChanges& changes,
                        const OptionContext& context) {
    Diagnostics diagnostics;
    std::vector<WrittenOption> written;
    for (const OptionChange& change : changes) {
        const auto known = std::find_if(declared.all().begin(), declared.all().end(),
                                        [&](const Parameter& p) { return p.name == change.name; });
        const Parameter& parameter = known != declared.all().end() ? *known : Parameter();
        written.push_back({{change.name, {}}, {written_from(parameter, change.value), {}}});
    }
    const auto given = by_name(declared, written, context, diagnostics);
    std::vector<OptionValue> values = options.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Parameter& p = declared.all()[i];
        const auto found = given.find(p.name);
        if (found != given.end()) {
            const auto& [value, where] = found->second->value;
            values[i] = OptionReader(p, where, context, diagnostics).read(value).value_or(values[i]);
        }
    }
    std::string wrong;
    for (const auto& one : diagnostics.all()) {
        wrong += (wrong.empty() ? "" : "; ") + one.message;
    }
    if (!wrong.empty()) {
        fail_invalid(wrong);
    }
    return {declared, std::move(values)};
}

} // namespace sinter::plugin
