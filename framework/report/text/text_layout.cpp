// SPDX-License-Identifier: Apache-2.0
#include "framework/report/text/text_layout.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace sinter::report {

namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

constexpr std::size_t gap = 2;

std::string spaces(std::size_t n) { return std::string(n, ' '); }

std::string padded(const std::string& text, std::size_t width, Align align) {
    const auto pad = spaces(width - std::min(width, width_of(text)));
    return align == Align::right ? pad + text : text + pad;
}

} // namespace

std::string printable_lines(std::string_view text, std::size_t indent) {
    std::string result;
    while (true) {
        const std::size_t end = text.find('\n');
        result += printable(text.substr(0, end));
        if (end == std::string_view::npos) {
            return result;
        }
        result += "\n" + spaces(indent);
        text.remove_prefix(end + 1);
    }
}

std::size_t width_of(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::string shortened(const std::string& text, std::size_t most) {
    std::size_t end = 0;
    for (std::size_t points = 0; end < text.size() && points < most; ++points) {
        do {
            ++end;
        } while (end < text.size() && continues(text[end]));
    }
    return end == text.size() ? text : text.substr(0, end) + "…";
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    std::string result;
    std::string line;
    const auto finish = [&] {
        result += spaces(indent) + line + "\n";
        line.clear();
    };
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!line.empty() && indent + width_of(line) + 1 + width_of(word) > width) {
            finish();
        }
        line += (line.empty() ? "" : " ") + std::string(word);
    }
    if (!line.empty()) {
        finish();
    }
    return result;
}

namespace {

constexpr std::size_t narrowest = 8; ///< column of names

/// Takes from the widest column of names, the first aside, until the columns fit or no name can be cut further.
void narrow(std::vector<std::size_t>& widths, const std::vector<Align>& aligns, std::size_t width) {
    const auto total = [&] {
        return std::accumulate(widths.begin() + 1, widths.end(), gap * (widths.size() - 1));
    };
    while (total() > width) {
        std::size_t widest = 0;
        for (std::size_t i = 1; i < widths.size(); ++i) {
            const bool can = aligns[i] == Align::left && widths[i] > narrowest;
            widest = can && (widest == 0 || widths[i] > widths[widest]) ? i : widest;
        }
        if (widest == 0) {
            return;
        }
        --widths[widest];
    }
}

} // namespace

void TextTable::add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

std::string TextTable::str(std::size_t indent, std::size_t width) const {
    std::vector<std::size_t> widths(rows_.front().size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    }
    const std::size_t for_names = indent + std::min(widths[0], narrowest);
    narrow(widths, aligns_, width > for_names ? width - for_names : 0);
    std::size_t others = indent;
    for (std::size_t i = 1; i < widths.size(); ++i) {
        others += gap + widths[i];
    }
    const std::size_t first = std::min(widths[0], width > others ? width - others : 0);
    std::string result;
    for (const auto& row : rows_) {
        result += spaces(indent) + row[0];
        if (width_of(row[0]) > first) {
            result += "\n" + spaces(indent + first);
        } else {
            result += spaces(first - width_of(row[0]));
        }
        for (std::size_t i = 1; i < row.size(); ++i) {
            const bool cut = width_of(row[i]) > widths[i];
            result +=
                spaces(gap) + padded(cut ? shortened(row[i], widths[i] - 1) : row[i], widths[i], aligns_[i]);
        }
        result.erase(result.find_last_not_of(' ') + 1);
        result += "\n";
    }
    return result;
}

} // namespace sinter::report
