// SPDX-License-Identifier: Apache-2.0
//
// What words and numbers of a written expression consist of: the same in row filters and in derived quantities.
#pragma once

#include <cstddef>
#include <string_view>

namespace sinter::bytes {

[[nodiscard]] inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Letters of any script: bytes beyond ASCII are part of words.
[[nodiscard]] inline bool starts_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
[[nodiscard]] inline bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Bytes of the word that `text` starts with.
[[nodiscard]] inline std::size_t word_length(std::string_view text) {
    std::size_t end = 1;
    while (end < text.size() && (starts_word(text[end]) || is_digit(text[end]))) {
        ++end;
    }
    return end;
}

/// Bytes of the number that `text` starts with, and of all that is written as if it were part of it ("3x").
[[nodiscard]] inline std::size_t number_length(std::string_view text) {
    const auto belongs = [](char c, char before) {
        const bool exponent_sign = (c == '-' || c == '+') && (before == 'e' || before == 'E');
        return is_digit(c) || c == '.' || starts_word(c) || exponent_sign;
    };
    std::size_t end = 1;
    while (end < text.size() && belongs(text[end], text[end - 1])) {
        ++end;
    }
    return end;
}

} // namespace sinter::bytes
