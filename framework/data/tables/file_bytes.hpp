// SPDX-License-Identifier: Apache-2.0
//
// A file that a config names, as bytes.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <optional>
#include <string>

namespace sinter::data {

/// All bytes of `file`. Nothing, and a data error at file.where with the nearest name of its folder, when it
/// cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const diagnostics::Located<std::string>& file,
                                                   diagnostics::Diagnostics& diagnostics);

/// The last part of a path, for messages.
[[nodiscard]] std::string file_name(const std::string& path);

} // namespace sinter::data
