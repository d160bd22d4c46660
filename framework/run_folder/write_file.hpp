// SPDX-License-Identifier: Apache-2.0
//
// Writing a file so that a reader, or a crash, sees the old content or the new one and never a part.
#pragma once

#include <filesystem>
#include <string_view>

namespace sinter::report {

/// Writes `content` to a temporary file beside `path`, syncs it to disk, and renames it to `path`. A new file
/// gets the permissions 0666 less the umask. Two writers of one path don't mix: the last rename wins. Throws
/// diagnostics::InputError (machine) naming the path and the reason; the temporary file is removed.
void write_file(const std::filesystem::path& path, std::string_view content);

/// Whether the name is that of a temporary file of write_file: one that outlives its process is of no use.
[[nodiscard]] bool is_leftover(const std::filesystem::path& file);

} // namespace sinter::report
