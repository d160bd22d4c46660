// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/file_digest.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <nettle/sha2.h>
#include <vector>

namespace sinter::plugin {

std::string file_digest(const std::filesystem::path& file) {
    constexpr std::size_t block = std::size_t{1} << 20U; // libraries may be large
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return {};
    }
    sha256_ctx context{};
    sha256_init(&context);
    std::vector<char> bytes(block);
    while (stream) {
        stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        sha256_update(&context, static_cast<std::size_t>(stream.gcount()),
                      reinterpret_cast<const std::uint8_t*>(bytes.data()));
    }
    if (stream.bad()) {
        return {};
    }
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&context, digest.size(), digest.data());
    std::string text;
    for (const auto byte : digest) {
        text += fmt::format("{:02x}", byte);
    }
    return text;
}

} // namespace sinter::plugin
