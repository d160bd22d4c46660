// SPDX-License-Identifier: Apache-2.0
//
// What a plugin file says about itself, read without running any of its code.
#pragma once

#include "framework/plugin/files/plugin_kind.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace sinter::plugin {

struct Manifest {
    std::string id; ///< [a-z][a-z0-9_]*
    PluginKind kind = PluginKind::learner;
    std::string version;
    std::uint32_t abi = 0;
    std::string summary; ///< one line; may be empty
    std::string threads; ///< "none", or the library that starts threads of its own at load
};

/// Reads the ELF section .sinter.manifest. The file may be hostile: every offset is checked, and no more than
/// a few megabytes are read whatever the headers say. Throws Refused, which says what a file without a
/// manifest is. The ABI number is read but not judged.
[[nodiscard]] Manifest read_manifest(const std::filesystem::path& file);

/// Parses the text of a manifest: "sinter-manifest 1", then `key=value` lines; unknown keys are allowed.
/// Throws Refused of kind bad_manifest; `file` is for its message.
[[nodiscard]] Manifest parse_manifest(std::string_view text, const std::filesystem::path& file);

/// Throws Refused of kind older_abi or newer_abi where `abi` is not the host's.
void require_abi(std::uint32_t abi, const std::filesystem::path& file);

/// Whether `id` is [a-z][a-z0-9_]*, at most 64 bytes.
[[nodiscard]] bool is_plugin_id(std::string_view id);

} // namespace sinter::plugin
