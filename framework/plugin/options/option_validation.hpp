// SPDX-License-Identifier: Apache-2.0
//
// What a config writes, checked against what a plugin declares.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <sinter/parameters.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace sinter::plugin {

/// A value that no option can take, by what it is: "a date", "a list of mixed types".
struct OtherValue {
    std::string type_name;
};

struct WrittenOption;

/// `{ name = value, ... }`
struct WrittenTable {
    std::vector<WrittenOption> entries;
};

/// A value as it was written. A list of whole numbers comes as a list of doubles; an empty list as any.
using WrittenValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>,
                                  std::vector<double>, OtherValue, WrittenTable, std::vector<WrittenTable>>;

/// `name = value` with the places of both.
struct WrittenOption {
    diagnostics::Located<std::string> name;
    diagnostics::Located<WrittenValue> value;
};

/// What validation needs to know beside the declaration.
struct OptionContext {
    std::string plugin_id;                     ///< for messages
    diagnostics::Position where;               ///< of the plugin's table; for options that are missing
    std::filesystem::path base_folder;         ///< that paths are relative to: the config's folder
    std::vector<std::string> learner_names;    ///< of [learner.NAME]; valid values of a learner option
    std::vector<std::string> strategy_names{}; ///< of [[strategy]]; valid values of an option of strategies
    std::vector<std::string> host_keys{}; ///< of its section that are none of its options, for "did you mean"
    std::vector<std::string>
        source_names{}; ///< of the strategy; what an option with a value per source may name
};

/// The options that the config gives, defaults for the rest. Everything wrong is added to `diagnostics` as an
/// error of kind config: unknown names, wrong types, values out of bounds or not among the choices, learners
/// and files that do not exist, required options that are missing; such an option keeps its default. A file
/// comes out as an absolute path.
[[nodiscard]] Options validate_options(const Parameters& declared, const std::vector<WrittenOption>& written,
                                       const OptionContext& context, diagnostics::Diagnostics& diagnostics);

/// The files that a value names, also within tables.
[[nodiscard]] std::vector<std::string> files_of(const Parameter& parameter, const OptionValue& value);

/// A text that two values have in common only if they are the same.
[[nodiscard]] std::string exact_text(const OptionValue& value);

/// What an option takes, in words: "an integer >= 1", "\"poisson\" or \"multinomial\"".
/// For messages and for `plugins describe`.
[[nodiscard]] std::string describe_expected(const Parameter& parameter);

/// The options with some changed, each checked as if it stood in the config. Throws Error
/// (SINTER_INVALID_ARGUMENT) that says all that is wrong. For a learner that another plugin asks for
/// (Host::make_learner); names of learners are those of `context`.
[[nodiscard]] Options changed_options(const Parameters& declared, const Options& options,
                                      const OptionChanges& changes, const OptionContext& context);

/// A value of the parameter as a config would write it: 200, 0.5, "poisson", ["a", "b"], { patience = 10 }.
[[nodiscard]] std::string describe_value(const Parameter& parameter, const OptionValue& value);

} // namespace sinter::plugin
