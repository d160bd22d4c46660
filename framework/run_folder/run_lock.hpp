// SPDX-License-Identifier: Apache-2.0
//
// What the lock.json of a run folder tells of how the run was made. The folder may be anybody's: these are
// texts to show and to compare with, never places to load from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sinter::cli {

/// A file that the run was made with, and its content then.
struct LockedData {
    std::string file; ///< as the config has it
    std::string sha256;
};

struct LockedFile {
    std::string version;
    std::string sha256;
};

struct RunLock {
    std::string program;                                  ///< version of sinter; empty: not known
    std::string config;                                   ///< the config file; empty: not known
    std::optional<std::uint64_t> seed;                    ///< none: not known
    std::vector<std::string> overrides;                   ///< what the command line changed
    std::map<std::string, std::filesystem::path> plugins; ///< absolute paths of one line, by id
    std::map<std::string, LockedFile> plugin_files;       ///< by id
    std::vector<LockedData> data;                         ///< one per table
    std::vector<LockedData> option_files;                 ///< those that options of plugins name
};

/// Reads the folder's lock.json. What is absent or damaged is left out.
[[nodiscard]] RunLock lock_of(const std::filesystem::path& folder);

} // namespace sinter::cli
