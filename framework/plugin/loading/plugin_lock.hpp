// SPDX-License-Identifier: Apache-2.0
//
// A file that says which plugins may be used: `sinter plugins lock` writes it, `sinter run --locked` refuses
// every other. The lock.json of a run is such a file too.
#pragma once

#include "framework/plugin/files/plugin_kind.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::plugin {

class Catalogue;

struct LockedPlugin {
    std::string id;
    std::string kind;
    std::string version;
    std::string sha256; ///< of the file, 64 lower-case hexadecimal digits
};

struct PluginLock {
    std::filesystem::path file; ///< for messages
    std::vector<LockedPlugin> plugins;
};

/// The name that `plugins lock` gives the file, and that `run --locked` looks for beside the config.
inline constexpr std::string_view lock_file_name = "plugins.lock";

/// The text of a lock of all plugins that can be asked for. Runs no code of theirs.
[[nodiscard]] std::string lock_text(const Catalogue& catalogue);

/// Throws InputError (config) where the file cannot be read or is none.
[[nodiscard]] PluginLock read_plugin_lock(const std::filesystem::path& file);

} // namespace sinter::plugin
