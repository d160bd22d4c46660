// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/valid_text.hpp"

#include "framework/bytes/utf8.hpp"

#include <algorithm>
#include <cstddef>

namespace sinter::bytes {

std::string valid_text(std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string result;
    while (!text.empty()) {
        const auto [value, size] = first_code_point(text);
        const bool is_control = value < 0x20 || value == 0x7F;
        const bool is_taken = size > 0 && (!is_control || value == U'\n' || value == U'\t');
        const std::size_t used = std::max<std::size_t>(1, size);
        result += is_taken ? text.substr(0, used) : replacement;
        text.remove_prefix(used);
    }
    return result;
}

} // namespace sinter::bytes
