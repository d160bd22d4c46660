// SPDX-License-Identifier: Apache-2.0
//
// A fast 128-bit hash of numbers, to tell whether two fits are the same. Not for hostile input.
#pragma once

#include <sinter/views.hpp>

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sinter::study {

/// Two lanes of multiply-and-rotate with different odd constants (those of splitmix64 and of Murmur3's finaliser).
class ContentHash {
public:
    void add(std::uint64_t word) noexcept {
        a_ = rotated(a_ ^ word, 27) * 0x9E3779B97F4A7C15ULL + 0x52DCE729ULL;
        b_ = rotated(b_ + word, 31) * 0xC2B2AE3D27D4EB4FULL + 0x38495AB5ULL;
    }
    void add(double number) noexcept {
        std::uint64_t word = 0;
        std::memcpy(&word, &number, sizeof(word));
        add(word);
    }
    void add(std::string_view text) noexcept {
        add(static_cast<std::uint64_t>(text.size()));
        for (const char c : text) {
            add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
        }
    }
    void add(MatrixView matrix) noexcept {
        add(static_cast<std::uint64_t>(matrix.rows()));
        add(static_cast<std::uint64_t>(matrix.columns()));
        for (Index i = 0; i < matrix.rows(); ++i) {
            for (Index j = 0; j < matrix.columns(); ++j) {
                add(matrix(i, j));
            }
        }
    }
    [[nodiscard]] std::array<std::uint64_t, 2> value() const noexcept { return {mixed(a_), mixed(b_)}; }

private:
    static std::uint64_t rotated(std::uint64_t x, unsigned bits) noexcept {
        return (x << bits) | (x >> (64U - bits));
    }
    static std::uint64_t mixed(std::uint64_t x) noexcept {
        x = (x ^ (x >> 33U)) * 0xFF51AFD7ED558CCDULL;
        x = (x ^ (x >> 33U)) * 0xC4CEB9FE1A85EC53ULL;
        return x ^ (x >> 33U);
    }
    std::uint64_t a_ = 0x243F6A8885A308D3ULL;
    std::uint64_t b_ = 0x13198A2E03707344ULL;
};

} // namespace sinter::study
