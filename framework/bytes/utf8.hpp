// SPDX-License-Identifier: Apache-2.0
//
// UTF-8, one character at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sinter::bytes {

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0; ///< 0: the bytes are not UTF-8 (overlong forms and surrogates are none)
};

/// The character at the start of `text`, which is not empty.
[[nodiscard]] CodePoint first_code_point(std::string_view text) noexcept;

/// Where the first byte stands that is not part of valid UTF-8; text.size(): nowhere.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view text) noexcept;

/// The character for a message: itself, or U+0000 if it would not show (shown_text.hpp).
[[nodiscard]] std::string shown(std::string_view character);

/// A cell for a message: in quotes, its first `most` characters as shown_text shows them.
[[nodiscard]] std::string in_quotes(std::string_view cell, int most = 60);

} // namespace sinter::bytes
