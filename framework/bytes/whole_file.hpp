// SPDX-License-Identifier: Apache-2.0
//
// A file as bytes: a regular file, of a size that is bounded. A device may be endless, a pipe may never be written to.
#pragma once

#include "framework/bytes/regular_file.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace sinter::bytes {

/// 4 GiB - 1: what a table may have, and the bound of every file that has none of its own.
inline constexpr std::uint64_t most_bytes_of_a_file = 0xFFFFFFFF;

struct FileContent {
    std::string bytes;
    std::string problem; ///< "is not a regular file but a pipe: ..."; empty: the file was read
    int error = 0;       ///< the same as a number of errno
};

/// All bytes of a regular file of at most `most` bytes. Does not wait for a pipe, and reads no device.
[[nodiscard]] FileContent read_regular_file(const std::filesystem::path& file,
                                            std::uint64_t most = most_bytes_of_a_file,
                                            Links links = Links::followed);

/// The same. If there is nothing, errno says why: EFBIG if the file is too large, else as of open_regular.
[[nodiscard]] std::optional<std::string> whole_file(const std::filesystem::path& file,
                                                    Links links = Links::followed);

/// What a path that is there leads to if not to a regular file: "is a folder", "is not a regular file but a
/// pipe", and what to do; empty: it is one, or there is none.
[[nodiscard]] std::string irregularity_of(const std::filesystem::path& file);

} // namespace sinter::bytes
