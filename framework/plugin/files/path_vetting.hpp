// SPDX-License-Identifier: Apache-2.0
//
// Which files may be loaded at all: code of somebody else must not get in through a shared folder, through
// the working directory or through a symbolic link.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sinter::plugin {

/// A folder in which plugins are looked for.
struct SearchFolder {
    std::filesystem::path path; ///< absolute
    std::string origin;         ///< "--plugin-dir", "installed", "user"; for messages
};

/// The canonical absolute path of `file`, which lies in one of `folders`, is a regular file, and with its
/// folder belongs to root or the current user and can be written to by nobody else (a sticky bit does not
/// help). Throws Refused.
[[nodiscard]] std::filesystem::path vet_path(const std::filesystem::path& file,
                                             const std::vector<SearchFolder>& folders);

/// The same without asking where the file lies; for `plugins check FILE`. A relative `file` is resolved
/// against the working directory; the result is absolute and canonical.
[[nodiscard]] std::filesystem::path vet_path_anywhere(const std::filesystem::path& file);

/// The canonical path of a regular file. Throws Refused.
[[nodiscard]] std::filesystem::path canonical_regular_file(const std::filesystem::path& file);

/// Throws Refused where somebody else could change `file` or replace it; `file` is canonical.
void require_safe_permissions(const std::filesystem::path& file);

} // namespace sinter::plugin
