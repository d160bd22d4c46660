// SPDX-License-Identifier: Apache-2.0
//
// A bounded reader of 64-bit ELF files, for files that may be hostile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::plugin {

/// An open shared library for this machine, as bytes; nothing of it runs. All members throw Refused.
class ElfFile {
public:
    explicit ElfFile(const std::filesystem::path& file);
    ~ElfFile();
    ElfFile(const ElfFile&) = delete;
    ElfFile& operator=(const ElfFile&) = delete;

    /// The bytes of the section with this name; nothing where there is none. Refuses one that is longer than
    /// `most` bytes, stands twice, is compressed or lies outside the file.
    [[nodiscard]] std::optional<std::string> section(std::string_view name, std::uint64_t most) const;

    /// The names of the symbols that the library exports (defined, global or weak, visible), sorted.
    [[nodiscard]] std::vector<std::string> exported_symbols() const;

private:
    struct Section {
        std::string name;
        std::uint32_t type = 0;
        std::uint64_t flags = 0;
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
        std::uint32_t link = 0;
    };
    [[nodiscard]] std::string read(std::uint64_t offset, std::uint64_t size) const;
    void read_headers();

    std::filesystem::path file_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    std::vector<Section> sections_;
};

} // namespace sinter::plugin
