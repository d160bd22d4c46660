// SPDX-License-Identifier: Apache-2.0
//
// The one place that decides how text from outside (a config, a table, a file's name, what a plugin says) is
// shown on a terminal, on the page and in the tables of a run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sinter::bytes {

/// Which control characters are part of the layout and stay.
enum class Layout : std::uint8_t {
    line,  ///< none: the text is one line
    lines, ///< line feeds
    page   ///< line feeds and tabs
};

/// Whether a character does something to a terminal or to its neighbours instead of being seen: the control
/// characters C0, DEL and C1, the marks that set a direction of writing, separators of lines, characters
/// without a width, tags, and what is no character.
[[nodiscard]] bool is_hidden(char32_t character) noexcept;

/// Whether `text` is valid UTF-8 without any hidden character: it is one line and shows as it is.
[[nodiscard]] bool is_plain(std::string_view text) noexcept;

/// `text` as valid UTF-8 that is only seen: a hidden character becomes <U+001B>, a byte that is not UTF-8
/// <0x9B>. What came out of it stays as it is when it goes through again.
[[nodiscard]] std::string shown_text(std::string_view text, Layout layout = Layout::line);

/// The same of at most the first `most` bytes, with ... behind where there are more; no character is cut.
[[nodiscard]] std::string shown_start(std::string_view text, std::size_t most);

/// U+001B, or byte 0x9B where `text`, which is not empty, does not begin with a character.
[[nodiscard]] std::string code_of(std::string_view text);

} // namespace sinter::bytes
