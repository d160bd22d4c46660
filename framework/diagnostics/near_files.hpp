// SPDX-License-Identifier: Apache-2.0
//
// What to say of a file that is not there: the nearest of those beside it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sinter::diagnostics {

/// The names of a folder's files, sorted; with `extension` (".so") those alone that end so. None where it
/// can't be read.
[[nodiscard]] std::vector<std::string> files_in(const std::filesystem::path& folder,
                                                const std::string& extension = {});

/// For a file that is absent: the nearest names and what there is in its folder ("plugins in build"), or that
/// there is no such folder. `files` says what they are: "plugins".
[[nodiscard]] std::vector<std::string> absent_file_hints(const std::filesystem::path& file,
                                                         const std::string& files,
                                                         const std::string& extension = {});

} // namespace sinter::diagnostics
