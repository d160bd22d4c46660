// SPDX-License-Identifier: Apache-2.0
//
// SHA-256, to tell whether a file is the one that a study was run on.
#pragma once

#include <string>
#include <string_view>

namespace sinter::bytes {

/// The SHA-256 of the bytes as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace sinter::bytes
