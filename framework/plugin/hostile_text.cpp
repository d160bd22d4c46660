// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/hostile_text.hpp"

#include "framework/bytes/utf8.hpp"

#include <fmt/format.h>

namespace sinter::plugin {
namespace {

/// C0, DEL and C1: some terminals obey the last like an escape sequence.
bool is_control(char32_t value) { return value < 0x20 || (value >= 0x7F && value < 0xA0); }

} // namespace

bool is_one_line(std::string_view text) {
    while (!text.empty()) {
        const auto [value, size] = bytes::first_code_point(text);
        if (size == 0 || is_control(value)) {
            return false;
        }
        text.remove_prefix(size);
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
