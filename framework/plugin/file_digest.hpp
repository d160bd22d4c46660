// SPDX-License-Identifier: Apache-2.0
//
// Which build of a plugin a study was run with.
#pragma once

#include <filesystem>
#include <string>

namespace sinter::plugin {

/// The SHA-256 of the file as 64 lower-case hexadecimal digits; empty where it cannot be read.
[[nodiscard]] std::string file_digest(const std::filesystem::path& file);

} // namespace sinter::plugin
