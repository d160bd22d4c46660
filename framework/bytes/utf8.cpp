// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/utf8.hpp"

#include "framework/bytes/look_alikes.hpp"
#include "framework/bytes/shown_text.hpp"

#include <algorithm>
#include <cstring>

namespace sinter::bytes {
namespace {

unsigned byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned>(static_cast<unsigned char>(text[index]));
}

struct Lead {
    std::size_t bytes;
    char32_t bits;
    char32_t smallest; ///< below, the form is overlong
};

Lead lead_of(unsigned first) {
    if (first < 0x80) {
        return {1, first, 0};
    }
    if (first >= 0xC2 && first < 0xE0) {
        return {2, first & 0x1F, 0x80};
    }
    if (first >= 0xE0 && first < 0xF0) {
        return {3, first & 0x0F, 0x800};
    }
    if (first >= 0xF0 && first < 0xF5) {
        return {4, first & 0x07, 0x10000};
    }
    return {0, 0, 0};
}

} // namespace

CodePoint first_code_point(std::string_view text) noexcept {
    const Lead lead = lead_of(byte_at(text, 0));
    if (lead.bytes == 0 || text.size() < lead.bytes) {
        return {};
    }
    char32_t value = lead.bits;
    for (std::size_t i = 1; i < lead.bytes; ++i) {
        const unsigned next = byte_at(text, i);
        if ((next & 0xC0) != 0x80) {
            return {};
        }
        value = (value << 6) | (next & 0x3F);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < lead.smallest || value > 0x10FFFF || surrogate) {
        return {};
    }
    return {value, lead.bytes};
}

std::size_t first_invalid_utf8(std::string_view text) noexcept {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::size_t i = 0;
    while (i < text.size()) {
        std::uint64_t eight = 0;
        if (text.size() - i >= sizeof eight) {
            std::memcpy(&eight, text.data() + i, sizeof eight);
            if ((eight & high_bits) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        const std::size_t bytes = first_code_point(text.substr(i)).bytes;
        if (bytes == 0) {
            return i;
        }
        i += bytes;
    }
    return text.size();
}

std::string shown(std::string_view character) {
    if (character.empty()) {
        return {};
    }
    const CodePoint point = first_code_point(character);
    if (point.bytes == 0 || is_hidden(point.value) || does_not_show(point.value)) {
        return code_of(character);
    }
    return std::string(character.substr(0, point.bytes));
}

std::string in_quotes(std::string_view cell, int most) {
    constexpr std::size_t longest_character = 4;
    const std::string with_known_letters =
        with_codes(cell.substr(0, longest_character * (static_cast<std::size_t>(most) + 1)));
    cell = with_known_letters;
    std::string text = "\"";
    for (int count = 0; !cell.empty(); ++count) {
        if (count == most) {
            return text + "...\"";
        }
        const std::size_t bytes = std::max<std::size_t>(1, first_code_point(cell).bytes);
        const std::string_view character = cell.substr(0, bytes);
        const CodePoint point = first_code_point(character);
        const bool blank = point.bytes > 0 && does_not_show(point.value);
        text += blank ? "<" + code_of(character) + ">" : shown_text(character);
        cell.remove_prefix(bytes);
    }
    return text + "\"";
}

} // namespace sinter::bytes
