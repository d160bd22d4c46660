// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/toml_depth.hpp"

#include <algorithm>
#include <vector>

namespace sinter::study {
namespace {

/// The bytes of the comment or the text in quotes that `rest` begins with; 0: of neither.
std::size_t skipped(std::string_view rest) {
    const char first = rest[0];
    if (first == '#') {
        return std::min(rest.find('\n'), rest.size());
    }
    if (first != '"' && first != '\'') {
        return 0;
    }
    const bool several_lines = rest.size() >= 3 && rest[1] == first && rest[2] == first;
    const std::string_view end = rest.substr(0, several_lines ? 3 : 1);
    for (std::size_t i = end.size(); i < rest.size(); ++i) {
        if (first == '"' && rest[i] == '\\') {
            ++i;
        } else if (rest.substr(i, end.size()) == end) {
            return i + end.size();
        } else if (rest[i] == '\n' && !several_lines) {
            return i; // never closed: the parser says so
        }
    }
    return rest.size();
}

TextPlace place_of(std::string_view before) {
    const auto last = before.rfind('\n');
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const auto column = last == std::string_view::npos ? before.size() + 1 : before.size() - last;
    return {static_cast<std::uint32_t>(lines + 1), static_cast<std::uint32_t>(column)};
}

} // namespace

std::optional<TextPlace> deeper_than(std::size_t most, std::string_view text) {
    std::size_t depth = 0;
    std::vector<std::size_t> outside; // the depth before each bracket that is open
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (const std::size_t bytes = skipped(text.substr(i)); bytes > 0) {
            i += bytes;
            continue;
        }
        if (c == '[' || c == '{') {
            outside.push_back(depth++);
        } else if (c == '.') {
            ++depth;
        } else if (!outside.empty() && (c == ']' || c == '}')) {
            depth = outside.back();
            outside.pop_back();
        } else if (c == ',' || c == '\n') {
            depth = outside.empty() ? 0 : outside.back() + 1;
        }
        if (depth > most) {
            return place_of(text.substr(0, i));
        }
        ++i;
    }
    return std::nullopt;
}

} // namespace sinter::study
