// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/whole_file.hpp"

#include <cstdio>
#include <memory>
#include <vector>

namespace sinter::bytes {

std::optional<std::string> whole_file(const std::filesystem::path& file) {
    const auto close = [](std::FILE* stream) { std::fclose(stream); };
    const std::unique_ptr<std::FILE, decltype(close)> stream(std::fopen(file.c_str(), "rbe"), close);
    if (!stream) {
        return std::nullopt;
    }
    std::string bytes;
    std::error_code no_size; // of a pipe
    const auto size = std::filesystem::file_size(file, no_size);
    if (!no_size) {
        bytes.reserve(static_cast<std::size_t>(size));
    }
    std::vector<char> block(std::size_t{1} << 18U);
    while (const std::size_t read = std::fread(block.data(), 1, block.size(), stream.get())) {
        bytes.append(block.data(), read);
    }
    if (std::ferror(stream.get()) != 0) {
        return std::nullopt;
    }
    return bytes;
}

} // namespace sinter::bytes
