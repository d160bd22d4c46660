// SPDX-License-Identifier: Apache-2.0
//
// A run folder may be anybody's: it holds folders and regular files, and nothing else is read or written in
// it.
#pragma once

#include <filesystem>
#include <string>

namespace sinter::cli {

/// Throws one InputError (data) that names every symbolic link, pipe, device and socket at or below `folder`;
/// one that is not there holds none.
void require_plain_folder(const std::filesystem::path& folder);

/// The same of the folder that a file lies in, where that is a run folder: its lock.json can be named as a
/// lock.
void require_plain_neighbours(const std::filesystem::path& file);

/// What stands in a file of a run folder; empty where it is not there or cannot be read.
[[nodiscard]] std::string text_of(const std::filesystem::path& file);

} // namespace sinter::cli
