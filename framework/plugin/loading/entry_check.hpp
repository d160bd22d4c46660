// SPDX-License-Identifier: Apache-2.0
//
// What is checked of a library once its entry is in memory.
#pragma once

#include "framework/plugin/loading/library.hpp"

#include <filesystem>

namespace sinter::plugin {

/// The steps from `magic` on, for an entry that is already in memory.
[[nodiscard]] Library examine_entry(const sinter_plugin_entry_table& entry, const std::filesystem::path& file,
                                    const Manifest& manifest, const LoadProgress& progress = {});

} // namespace sinter::plugin
