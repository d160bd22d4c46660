// SPDX-License-Identifier: Apache-2.0
//
// "did you mean": the valid name that is closest to what was written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::diagnostics {

/// The closest of `valid` to `written` by edit distance (a transposition counts one, case half), if any is
/// close enough to be what was meant: at most a third of the longer name's length, or one is a prefix of the other.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view written,
                                                      const std::vector<std::string>& valid);

/// Hints for an unknown name: `did you mean "x"?` where one is near, and the valid names (all, or the first
/// dozen and how many more there are) under the given heading.
[[nodiscard]] std::vector<std::string>
name_hints(std::string_view written, const std::vector<std::string>& valid, std::string_view heading);

} // namespace sinter::diagnostics
