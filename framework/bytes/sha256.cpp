// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/sha256.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <nettle/sha2.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace sinter::bytes {
namespace {

constexpr std::size_t bytes_at_once = std::size_t{1} << 20U; // libraries may be large

class Sha256 {
public:
    Sha256() { sha256_init(&context_); }
    void add(std::string_view bytes) {
        sha256_update(&context_, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    }
    [[nodiscard]] std::string hexadecimal() {
        std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
        sha256_digest(&context_, digest.size(), digest.data());
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (const auto byte : digest) {
            text += digits[byte >> 4U];
            text += digits[byte & 15U];
        }
        return text;
    }

private:
    sha256_ctx context_{};
};

} // namespace

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hexadecimal();
}

std::string sha256_of_file(const std::filesystem::path& file) {
    // A pipe would be waited for, a device may have no end.
    std::error_code ignored;
    std::ifstream stream;
    if (std::filesystem::is_regular_file(file, ignored)) {
        stream.open(file, std::ios::binary);
    }
    if (!stream.is_open()) {
        return {};
    }
    Sha256 hash;
    std::vector<char> bytes(bytes_at_once);
    while (stream) {
        stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        hash.add({bytes.data(), static_cast<std::size_t>(stream.gcount())});
    }
    return stream.bad() ? std::string() : hash.hexadecimal();
}

std::string sha256_of_descriptor(int descriptor) {
    Sha256 hash;
    std::vector<char> bytes(bytes_at_once);
    for (off_t at = 0;;) {
        const ssize_t size = ::pread(descriptor, bytes.data(), bytes.size(), at);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size <= 0) {
            return size < 0 ? std::string() : hash.hexadecimal();
        }
        hash.add({bytes.data(), static_cast<std::size_t>(size)});
        at += size;
    }
}

} // namespace sinter::bytes
