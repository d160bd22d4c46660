// SPDX-License-Identifier: Apache-2.0
//
// All that the program prints. No function throws: a terminal that was closed or a log on a full disk must
// not end a run whose results go into files. Nothing from outside (a name, a file, what a plugin says) can
// move the cursor, set colours or change the direction of writing: line feeds stay, and whatever else does
// not show is shown by its code (bytes::shown_text).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::cli {

/// To be called first of all. Standard streams that are closed are opened on /dev/null: otherwise the next
/// file that is opened would be one, and what is said would be written into it. A write to a pipe that nobody
/// reads any more, or beyond the limit on the size of files, is an error like others, and no signal.
void prepare_standard_streams();

/// What a verb was asked for: to standard output. False: it could not be written, and the verb need not go
/// on; unwritten_result says so at the end. A terminal that is gone takes everything: nobody waits for it there.
bool print(std::string_view text);

/// The same of a table for other programs, byte for byte.
bool print_data(std::string_view text);

/// Progress, notes and errors: to standard error at once. What cannot be written is dropped and counted.
void say(std::string_view text);

/// Lines in place of the `before` lines that the last call wrote to standard error: the one thing that moves
/// the cursor of a terminal.
void redraw(std::size_t before, const std::vector<std::string>& lines);

/// Ends the output of the verb. Empty, or why a part of the result could not be written.
[[nodiscard]] std::string unwritten_result();

/// Tries to say how many texts were dropped, if any.
void say_what_was_dropped();

} // namespace sinter::cli
