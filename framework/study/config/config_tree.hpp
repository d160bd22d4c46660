// SPDX-License-Identifier: Apache-2.0
//
// A config as a tree of values that know where they were written.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// A value of a config. Which members count follows from `kind`.
struct ConfigNode {
    enum class Kind : std::uint8_t { boolean, integer, real, text, list, table, other };

    Kind kind = Kind::table;
    diagnostics::Position where;
    bool boolean = false;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;                                    ///< of a text; of other: what it is ("a date")
    std::vector<ConfigNode> items;                       ///< of a list; of a table: its values
    std::vector<diagnostics::Located<std::string>> keys; ///< of a table, one an item

    /// The value of `key` in this table; null when it isn't there.
    [[nodiscard]] const ConfigNode* find(std::string_view key) const;
};

/// "a list", "text \"abc\"", "the number 3": what was found, for messages.
[[nodiscard]] std::string describe(const ConfigNode& node);

/// Reads TOML; `file` is its name for messages. A syntax error ends reading (the parser stops at the first)
/// and is thrown as diagnostics::InputError of kind config.
[[nodiscard]] ConfigNode parse_toml(std::string_view text, const std::string& file);

} // namespace sinter::study
