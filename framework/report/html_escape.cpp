// SPDX-License-Identifier: Apache-2.0
#include "framework/report/html_escape.hpp"

#include <cstddef>
#include <cstdint>

namespace sinter::report {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

unsigned char byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// How many bytes the lead byte announces; 0 when it can't lead.
std::size_t announced(unsigned char lead) {
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead < 0xE0) {
        return 2;
    }
    if (lead >= 0xE0 && lead < 0xF0) {
        return 3;
    }
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// The bytes of the code point that starts the text; 0: it is not UTF-8 (overlong forms and surrogates
/// included).
std::size_t code_point_size(std::string_view text) {
    const auto size = announced(byte_at(text, 0));
    if (size == 0 || size > text.size()) {
        return 0;
    }
    std::uint32_t value = size == 1 ? byte_at(text, 0) : byte_at(text, 0) & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte_at(text, i) & 0xC0U) != 0x80U) {
            return 0;
        }
        value = value << 6U | (byte_at(text, i) & 0x3FU);
    }
    const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return overlong || surrogate || value > 0x10FFFF ? 0 : size;
}

bool is_unwanted(std::string_view code_point) {
    const auto first = byte_at(code_point, 0);
    const bool c1 = first == 0xC2 && byte_at(code_point, 1) < 0xA0;
    const bool none_of_xml = code_point == "\xEF\xBF\xBE" || code_point == "\xEF\xBF\xBF";
    return (first < 0x20 && first != '\t' && first != '\n') || first == 0x7F || c1 || none_of_xml;
}

std::string_view escaped(std::string_view code_point) {
    switch (code_point[0]) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return is_unwanted(code_point) ? replacement : code_point;
    }
}

} // namespace

std::string html_escape(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        if (text.substr(0, 2) == "\r\n") { // one line break
            text.remove_prefix(1);
        }
        const auto size = code_point_size(text);
        result += size == 0 ? replacement : escaped(text.substr(0, size));
        text.remove_prefix(size == 0 ? 1 : size);
    }
    return result;
}

} // namespace sinter::report
