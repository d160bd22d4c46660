// SPDX-License-Identifier: Apache-2.0
#include "framework/data/text/missing_tokens.hpp"

#include "framework/bytes/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace sinter::data {
namespace {

/// What people and programs write where they have no value, in small letters.
constexpr std::array<std::string_view, 36> usual_words = {
    "na",   "n/a",  "n.a.", "n.a",  "nan",     "none",    "null",      "nil",   "nd",
    "n/d",  "n.d.", "n.d",  "n/m",  "n.m.",    "?",       "??",        "???",   "-",
    "--",   "---",  "–",    "—",    "−",       ".",       "..",        "...",   "…",
    "#n/a", "#na",  "<na>", "void", "missing", "unknown", "undefined", "empty", "not available"};

std::string in_small_letters(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

} // namespace

bool looks_missing(std::string_view cell) {
    const std::string word = in_small_letters(trimmed(cell));
    return std::find(usual_words.begin(), usual_words.end(), word) != usual_words.end();
}

std::vector<std::string> missing_hints(const MissingTokens& tokens, std::string_view cell) {
    if (!looks_missing(cell)) {
        return {};
    }
    const std::string token(trimmed(cell));
    std::vector<std::string> list;
    const bool is_default = tokens.tokens() == default_missing_tokens();
    for (const auto& known : tokens.tokens()) {
        if (!is_default && !known.empty()) {
            list.push_back(bytes::in_quotes(known));
        }
    }
    list.push_back(bytes::in_quotes(token));
    auto hint = fmt::format("if {} stands for no value, write missing = [{}] in its [[table]]", list.back(),
                            fmt::join(list, ", "));
    if (is_default) {
        const auto defaults = default_missing_tokens();
        hint += fmt::format(" (a list of your own replaces the usual one, which is {})",
                            fmt::join(defaults.begin() + 1, defaults.end(), ", "));
    }
    return {std::move(hint)};
}

} // namespace sinter::data
