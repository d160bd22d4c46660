// SPDX-License-Identifier: Apache-2.0
//
// Counts in messages: "1 row", "3 rows".
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace sinter::bytes {

/// `one` for a count of 1, else `many`: of a verb or pronoun that goes with the count.
[[nodiscard]] constexpr std::string_view for_count(std::integral auto count, std::string_view one,
                                                   std::string_view many) noexcept {
    return count == 1 ? one : many;
}

/// The count and its noun: "1 row", "0 rows", "2 classes" of ("class", "classes").
[[nodiscard]] std::string counted(std::integral auto count, std::string_view one,
                                  std::string_view many = {}) {
    std::string text = std::to_string(count) + ' ';
    text += count != 1 && !many.empty() ? many : one;
    return count != 1 && many.empty() ? text + 's' : text;
}

} // namespace sinter::bytes
