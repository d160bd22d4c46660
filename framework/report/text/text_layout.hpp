// SPDX-License-Identifier: Apache-2.0
//
// Laying out text in columns and lines.
#pragma once

#include "framework/bytes/shown_text.hpp"
#include "framework/report/text/report_table.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::report {

/// One line with nothing in it that does not show (bytes::shown_text).
[[nodiscard]] inline std::string printable(std::string_view text) { return bytes::shown_text(text); }

/// Code points; what a terminal shows of Latin text.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// The first code points and an ellipsis, where there are more than `most`.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t most);

/// The lines of a text (of an error with a traceback, say), each made printable, those behind the first
/// under `indent` spaces.
[[nodiscard]] std::string printable_lines(std::string_view text, std::size_t indent);

/// Breaks at spaces into lines of at most `width`, each indented by `indent` spaces and ended by \n.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width = 80);

/// A table in columns. A first cell, flush left, that would make the line too long stands on its own line; names in other
/// columns, which are aligned left, are cut as far as the line needs it, and end in an ellipsis.
class TextTable {
public:
    /// One of `aligns` per column.
    TextTable(std::vector<std::string> header, std::vector<Align> aligns) : aligns_(std::move(aligns)) {
        add(std::move(header));
    }
    void add(std::vector<std::string> cells);
    [[nodiscard]] std::string str(std::size_t indent, std::size_t width = 80) const;

private:
    std::vector<Align> aligns_;
    std::vector<std::vector<std::string>> rows_;
};

} // namespace sinter::report
