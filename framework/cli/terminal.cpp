// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/terminal.hpp"

#include "framework/bytes/shown_text.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace sinter::cli {

void print(std::string_view text) { fmt::print(stdout, "{}", bytes::shown_text(text, bytes::Layout::lines)); }

void print_error(std::string_view text) {
    fmt::print(stderr, "{}", bytes::shown_text(text, bytes::Layout::lines));
}

void redraw_error(std::size_t before, const std::vector<std::string>& lines) {
    std::string text = before > 0 ? fmt::format("\x1b[{}A", before) : std::string();
    for (const auto& line : lines) {
        text += "\x1b[2K" + bytes::shown_text(line) + "\n";
    }
    fmt::print(stderr, "{}", text);
    std::fflush(stderr);
}

} // namespace sinter::cli
