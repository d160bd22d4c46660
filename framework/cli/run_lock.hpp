// SPDX-License-Identifier: Apache-2.0
//
// What the lock.json of a run folder tells of how the run was made. The folder may be anybody's: these are
// texts to show, never places to load from.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sinter::cli {

struct RunLock {
    std::string config;                                   ///< the config file; empty: not known
    std::vector<std::string> overrides;                   ///< what the command line changed
    std::map<std::string, std::filesystem::path> plugins; ///< absolute paths of one line, by id
};

/// Reads the folder's lock.json. What is absent or damaged is left out.
[[nodiscard]] RunLock lock_of(const std::filesystem::path& folder);

} // namespace sinter::cli
