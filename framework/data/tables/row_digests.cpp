// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/row_digests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

namespace sinter::data {
namespace {

constexpr std::size_t digits = 8;

/// FNV-1a of 64 bits, folded.
std::uint32_t digest_of(std::string_view row) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : row) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

void append(std::string_view row, std::string& text) {
    if (!row.empty() && row.back() == '\r') {
        row.remove_suffix(1);
    }
    if (!row.empty()) {
        fmt::format_to(std::back_inserter(text), "{:08x}", digest_of(row));
    }
}

/// Those of the rows, sorted.
std::vector<std::string_view> sorted_rows(std::string_view text) {
    std::vector<std::string_view> rows;
    for (std::size_t at = digits; at + digits <= text.size(); at += digits) {
        rows.push_back(text.substr(at, digits));
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// How many of `all` are not among `others`; each of the others stands for one.
std::size_t beyond(const std::vector<std::string_view>& all, const std::vector<std::string_view>& others) {
    std::vector<std::string_view> rest;
    std::set_difference(all.begin(), all.end(), others.begin(), others.end(), std::back_inserter(rest));
    return rest.size();
}

std::string part(std::size_t count, std::string_view one, std::string_view several) {
    return count == 0 ? std::string() : fmt::format("{}{} {}", ", ", count, count == 1 ? one : several);
}

} // namespace

std::string row_digests(std::string_view csv) {
    std::string text;
    text.reserve(csv.size() / 4);
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        if (csv[i] == '"') {
            quoted = !quoted;
        } else if (csv[i] == '\n' && !quoted) {
            append(csv.substr(begin, i - begin), text);
            begin = i + 1;
        }
    }
    append(csv.substr(begin), text);
    return text;
}

RowDifference compare_rows(std::string_view before, std::string_view after) {
    const auto old_rows = sorted_rows(before);
    const auto new_rows = sorted_rows(after);
    const std::size_t gone = beyond(old_rows, new_rows);
    const std::size_t come = beyond(new_rows, old_rows);
    const std::size_t changed = std::min(gone, come);
    return {before.substr(0, digits) != after.substr(0, digits), changed, come - changed, gone - changed};
}

std::string describe(const RowDifference& difference) {
    std::string text = difference.header ? ", the header differs" : "";
    text += part(difference.changed, "row differs", "rows differ");
    text += part(difference.added, "row is new", "rows are new");
    text += part(difference.removed, "row is gone", "rows are gone");
    return text.empty() ? "no row differs; their order, or the ends of lines do" : text.substr(2);
}

} // namespace sinter::data
