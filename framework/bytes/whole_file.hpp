// SPDX-License-Identifier: Apache-2.0
//
// A file as bytes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sinter::bytes {

/// All bytes of a file. Nothing where it cannot be opened or read to its end (a folder cannot); errno then
/// says why.
[[nodiscard]] std::optional<std::string> whole_file(const std::filesystem::path& file);

} // namespace sinter::bytes
