// SPDX-License-Identifier: Apache-2.0
//
// The lines of a text file, wherever it was written.
#pragma once

#include <cstddef>
#include <string_view>

namespace sinter {

/// Takes the first line off `rest` and gives it without its end. A line ends in LF (Unix), CRLF (Windows) or
/// CR (old Macs, and some spreadsheets); one text may have all three. `std::getline` knows the first of them only.
[[nodiscard]] inline std::string_view take_line(std::string_view& rest) noexcept {
    const std::size_t end = rest.find_first_of("\r\n");
    const std::string_view line = rest.substr(0, end);
    if (end == std::string_view::npos) {
        rest = {};
        return line;
    }
    const bool two_bytes = rest.substr(end, 2) == "\r\n";
    rest.remove_prefix(end + (two_bytes ? 2 : 1));
    return line;
}

/// The text without the mark that some programs set before UTF-8.
[[nodiscard]] inline std::string_view without_byte_order_mark(std::string_view text) noexcept {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.substr(0, mark.size()) == mark ? text.substr(mark.size()) : text;
}

} // namespace sinter
