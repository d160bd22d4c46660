// SPDX-License-Identifier: Apache-2.0
//
// Whether the file that was loaded is the file whose digest was taken. The loader opens a file by its path,
// so that $ORIGIN, messages and debuggers know it by that; between the digest and the loader somebody could
// put another file there. An open descriptor keeps hold of the one that was read.
#pragma once

#include <filesystem>
#include <string>
#include <sys/stat.h>

namespace sinter::plugin {

/// A regular file, held open. Not for several threads.
class PinnedFile {
public:
    /// Throws Refused (unreadable).
    explicit PinnedFile(std::filesystem::path path);
    ~PinnedFile();
    PinnedFile(const PinnedFile&) = delete;
    PinnedFile& operator=(const PinnedFile&) = delete;

    /// SHA-256 of the content, in hex, read through the descriptor at each call. Throws Refused (unreadable).
    [[nodiscard]] std::string digest() const;

    /// Throws Refused (exchanged) where the path leads to another file by now, or where the file was changed,
    /// linked or renamed since it was opened, also back again.
    void require_in_place() const;

    /// The same, and where the library that holds `address` was loaded from another file.
    void require_loaded_at(const void* address) const;

private:
    std::filesystem::path path_;
    int descriptor_;
    struct stat opened_ {};
};

} // namespace sinter::plugin
