// SPDX-License-Identifier: Apache-2.0
//
// "did you mean": the valid name that is closest to what was written.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter {

namespace detail {

inline char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

/// Edit distance in half steps: a change of case costs 1, everything else 2 (optimal string alignment).
inline std::size_t name_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        d[i][0] = 2 * i;
    }
    for (std::size_t j = 0; j <= b.size(); ++j) {
        d[0][j] = 2 * j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change =
                a[i - 1] == b[j - 1] ? 0 : (lower(a[i - 1]) == lower(b[j - 1]) ? 1 : 2);
            d[i][j] = std::min({d[i - 1][j] + 2, d[i][j - 1] + 2, d[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 2);
            }
        }
    }
    return d[a.size()][b.size()];
}

inline bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return prefix.size() >= 2 && text.size() > prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

} // namespace detail

/// The closest of `valid` to `written` by edit distance (a transposition counts one, case half), if any is
/// close enough to be what was meant: at most a third of the longer name's length, or one is a prefix of the
/// other. For messages.
[[nodiscard]] inline std::optional<std::string> nearest_name(std::string_view written,
                                                             const std::vector<std::string>& valid) {
    constexpr std::size_t longest_name = 256; // a hostile config must not make this quadratic in megabytes
    if (written.empty() || written.size() > longest_name) {
        return std::nullopt;
    }
    std::optional<std::string> best;
    std::size_t best_distance = 0;
    for (const auto& name : valid) {
        if (name.size() > longest_name) {
            continue;
        }
        std::size_t cost = detail::name_distance(written, name);
        const std::size_t allowed = 2 * std::max<std::size_t>(1, std::max(written.size(), name.size()) / 3);
        const bool is_prefix = detail::starts_with_ignoring_case(name, written) ||
                               detail::starts_with_ignoring_case(written, name);
        if (is_prefix) {
            cost = std::min(cost, allowed);
        }
        if (cost <= allowed && (!best || cost < best_distance)) {
            best = name;
            best_distance = cost;
        }
    }
    return best;
}

} // namespace sinter
