// SPDX-License-Identifier: Apache-2.0
//
// Where plugins are looked for.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/plugin/files/path_vetting.hpp"

#include <filesystem>
#include <vector>

namespace sinter::plugin {

/// In this order: the folders given by --plugin-dir, the installed folder (../lib/sinter/plugins beside the
/// program), the user's folder (${XDG_DATA_HOME:-~/.local/share}/sinter/plugins). Paths are absolute and
/// canonical; a folder that occurs twice counts once. The last two are left out where they do not exist; a
/// --plugin-dir that is empty or not a folder is an error of kind config.
[[nodiscard]] std::vector<SearchFolder> search_folders(const std::vector<std::filesystem::path>& plugin_dirs,
                                                       diagnostics::Diagnostics& diagnostics);

} // namespace sinter::plugin
