// SPDX-License-Identifier: Apache-2.0
#include "framework/report/text/html_escape.hpp"

#include "framework/bytes/shown_text.hpp"

namespace sinter::report {

std::string html_escape(std::string_view text) {
    std::string lines;
    lines.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 2) != "\r\n") { // one line break
            lines += text[i];
        }
    }
    std::string result;
    for (const char c : bytes::shown_text(lines, bytes::Layout::page)) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

} // namespace sinter::report
