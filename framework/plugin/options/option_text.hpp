// SPDX-License-Identifier: Apache-2.0
//
// Options and their values in words, for messages.
#pragma once

#include "framework/plugin/options/option_validation.hpp"

#include <string>
#include <string_view>

namespace sinter::plugin {

/// In double quotes, with control characters shown and cut where it is very long.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// A value as it was written: 3, true, "abc", ["a", "b"].
[[nodiscard]] std::string written_text(const WrittenValue& value);

/// With its type: the integer 3, the string "abc", the list [1, 2], a table.
[[nodiscard]] std::string describe_written(const WrittenValue& value);

} // namespace sinter::plugin
