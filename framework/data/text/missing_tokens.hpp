// SPDX-License-Identifier: Apache-2.0
//
// Cells that mean "no value".
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::data {

/// The text without the spaces and tabs around it.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) noexcept {
    const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// Cells that count as missing. Formula and key columns are exempt: there only an empty cell is missing (NaN
/// is sodium nitride).
[[nodiscard]] inline std::vector<std::string> default_missing_tokens() {
    return {"", "NA", "N/A", "nan", "NaN", "null", "None", "-"};
}

/// A set of tokens, compared with a cell after the spaces around it are dropped.
class MissingTokens {
public:
    explicit MissingTokens(std::vector<std::string> tokens) : tokens_(std::move(tokens)) {
        for (const auto& token : tokens_) {
            longest_ = std::max(longest_, token.size());
        }
    }
    [[nodiscard]] const std::vector<std::string>& tokens() const noexcept { return tokens_; }
    [[nodiscard]] bool contains(std::string_view cell) const {
        cell = trimmed(cell);
        return cell.size() <= longest_ && std::find(tokens_.begin(), tokens_.end(), cell) != tokens_.end();
    }

private:
    std::vector<std::string> tokens_;
    std::size_t longest_ = 0;
};

/// Whether a cell is one of the many ways to say that there is no value: "?", "n.a.", "#N/A".
[[nodiscard]] bool looks_missing(std::string_view cell);

/// For a cell that is no value and not among the tokens: how to make it one, where it looks like that. Else nothing.
[[nodiscard]] std::vector<std::string> missing_hints(const MissingTokens& tokens, std::string_view cell);

} // namespace sinter::data
