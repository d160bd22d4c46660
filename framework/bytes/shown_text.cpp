// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/shown_text.hpp"

#include "framework/bytes/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sinter::bytes {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Ascending.
constexpr std::array<Range, 16> hidden{{
    {0x00, 0x1F},       // C0
    {0x7F, 0x9F},       // DEL, C1
    {0xAD, 0xAD},       // soft hyphen
    {0x034F, 0x034F},   // joins without being seen
    {0x061C, 0x061C},   // Arabic letter mark
    {0x180E, 0x180E},   // a space of no width
    {0x200B, 0x200F},   // no width; left-to-right and right-to-left marks
    {0x2028, 0x202E},   // separators of lines; embeddings and overrides
    {0x2060, 0x206F},   // no width; isolates
    {0xFDD0, 0xFDEF},   // no characters
    {0xFEFF, 0xFEFF},   // byte order mark
    {0xFFF9, 0xFFFB},   // annotations
    {0xFFFE, 0xFFFF},   // no characters
    {0x1D173, 0x1D17A}, // begin and end of a slur
    {0xE0000, 0xE0FFF}, // tags
    {0x10FFFE, 0x10FFFF},
}};

constexpr std::string_view layout_of(Layout layout) {
    return layout == Layout::line ? std::string_view() : layout == Layout::lines ? "\n" : "\n\t";
}

bool is_seen_ascii(char c) { return c >= 0x20 && c < 0x7F; }

} // namespace

bool is_hidden(char32_t character) noexcept {
    const auto* range =
        std::find_if(hidden.begin(), hidden.end(), [&](const Range& r) { return character <= r.last; });
    return range != hidden.end() && character >= range->first;
}

bool is_plain(std::string_view text) noexcept {
    while (!text.empty()) {
        const auto [value, size] = first_code_point(text);
        if (size == 0 || is_hidden(value)) {
            return false;
        }
        text.remove_prefix(size);
    }
    return true;
}

std::string code_of(std::string_view text) {
    const auto [value, size] = first_code_point(text);
    return size == 0
               ? fmt::format("byte 0x{:02X}", static_cast<unsigned>(static_cast<unsigned char>(text[0])))
               : fmt::format("U+{:04X}", static_cast<std::uint32_t>(value));
}

std::string shown_text(std::string_view text, Layout layout) {
    const auto stays = layout_of(layout);
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        if (is_seen_ascii(text[0]) || stays.find(text[0]) != std::string_view::npos) {
            result += text[0];
            text.remove_prefix(1);
            continue;
        }
        const auto [value, size] = first_code_point(text);
        if (size == 0) {
            result += fmt::format("<0x{:02X}>", static_cast<unsigned>(static_cast<unsigned char>(text[0])));
        } else if (is_hidden(value)) {
            result += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(value));
        } else {
            result += text.substr(0, size);
        }
        text.remove_prefix(size == 0 ? 1 : size);
    }
    return result;
}

std::string shown_start(std::string_view text, std::size_t most) {
    if (text.size() <= most) {
        return shown_text(text);
    }
    std::size_t end = most;
    // A character that begins before the cut and ends behind it is left out.
    for (std::size_t back = 1; back <= 3 && back <= most; ++back) {
        const std::size_t size = first_code_point(text.substr(most - back)).bytes;
        if (size > back) {
            end = most - back;
        }
    }
    return shown_text(text.substr(0, end)) + "...";
}

} // namespace sinter::bytes
