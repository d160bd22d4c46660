// SPDX-License-Identifier: Apache-2.0
//
// All that the program says goes through here: nothing from outside (a name, a file, what a plugin says) can
// move the cursor, set colours or change the direction of the text of a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::cli {

/// Writes `text` to standard output: line feeds stay, whatever else does not show is shown by its code
/// (bytes::shown_text).
void print(std::string_view text);

/// The same to standard error.
void print_error(std::string_view text);

/// Writes lines to standard error in place of the `before` lines that the last call wrote. The one thing that
/// moves the cursor of a terminal.
void redraw_error(std::size_t before, const std::vector<std::string>& lines);

} // namespace sinter::cli
