// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/hostile_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace sinter::plugin {
namespace {

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t bytes = 0; ///< 0: the bytes are not UTF-8
};

/// The character at the start of `text`, which is not empty. Overlong forms and surrogates are not UTF-8.
CodePoint first_code_point(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) {
        return {lead, 1};
    }
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) {
        return {};
    }
    std::uint32_t value = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80U) {
            return {};
        }
        value = (value << 6U) | (next & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value < smallest[bytes] || value > 0x10FFFF || surrogate ? CodePoint{} : CodePoint{value, bytes};
}

/// C0, DEL and C1: some terminals obey the last like an escape sequence.
bool is_control(std::uint32_t value) { return value < 0x20 || (value >= 0x7F && value < 0xA0); }

} // namespace

bool is_one_line(std::string_view text) {
    while (!text.empty()) {
        const auto [value, bytes] = first_code_point(text);
        if (bytes == 0 || is_control(value)) {
            return false;
        }
        text.remove_prefix(bytes);
    }
    return true;
}

std::string shown(std::string_view text, std::size_t most) {
    std::string result;
    for (const char c : text.substr(0, most)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7F) {
            result += c;
        } else {
            result += fmt::format("\\x{:02x}", byte);
        }
    }
    return text.size() > most ? result + "..." : result;
}

} // namespace sinter::plugin
