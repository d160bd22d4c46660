// SPDX-License-Identifier: Apache-2.0
//
// SHA-256, to tell whether a file is the one that a study was run on.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace sinter::bytes {

/// The SHA-256 of the bytes as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// The same of a file's content, read in blocks; empty if it is not a regular file or cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& file);

/// The same of a regular file that is open, from its beginning; leaves its place in the file alone.
[[nodiscard]] std::string sha256_of_descriptor(int descriptor);

} // namespace sinter::bytes
