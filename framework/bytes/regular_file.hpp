// SPDX-License-Identifier: Apache-2.0
//
// Files that are files: no pipe that is waited for, no device, and no link that leads out of a folder which
// may be anybody's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace sinter::bytes {

enum class Links : std::uint8_t { followed, refused };

/// A descriptor of a regular file, closed on exec and above those of the standard streams; -1 where there is
/// none, and errno says why: ELOOP of a link that is refused, EISDIR of a folder, EINVAL of what is neither.
/// Never waits for the other end of a pipe. `flags` as for open(2).
[[nodiscard]] int open_regular(const std::filesystem::path& file, int flags, Links links);

/// "it is a symbolic link", "No space left on device": of an errno of open_regular.
[[nodiscard]] std::string why_not_opened(int error);

/// The descriptor, or another one of the same file above 2: what is written to a standard stream must never
/// get into a file. Closes the one that was given. -1 and errno where there is no other.
[[nodiscard]] int above_standard_streams(int descriptor);

} // namespace sinter::bytes
