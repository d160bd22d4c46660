// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/training/value_order.hpp"

#include "plugins/learners/random_forest/training/radix_sort.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sinter::plugins::random_forest {
namespace {

/// 22 bits that do not fall when the value rises, and the row: two values in four million share them.
struct Keys {
    std::vector<std::uint64_t> keys;
    double low = 0;
    double steps_per_unit = 0; ///< 0: all values are equal
};

Keys make_keys(const std::vector<double>& values) {
    Keys made;
    double low = INFINITY;
    double high = -INFINITY;
    for (const double value : values) {
        low = std::min(low, value); // a NaN is never less
        high = std::max(high, value);
    }
    // Halves, because the difference of two large values may be infinite.
    const double half_range = high / 2 - low / 2;
    const double steps = half_range > 0 ? 0x1.FFFFFp21 / half_range : 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (std::isnan(values[row])) {
            continue;
        }
        const double above = std::isfinite(steps) ? (values[row] / 2 - low / 2) * steps : 0;
        made.keys.push_back(static_cast<std::uint64_t>(above) << 32U | row);
    }
    return made;
}

/// Values that share a key are put in order themselves.
void order_within_keys(std::vector<std::uint32_t>& rows, const std::vector<std::uint64_t>& keys,
                       const std::vector<double>& values) {
    const auto by_value = [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; };
    for (std::size_t first = 0; first < keys.size();) {
        std::size_t end = first + 1;
        while (end < keys.size() && keys[end] >> 32U == keys[first] >> 32U) {
            ++end;
        }
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
        const auto stop = rows.begin() + static_cast<std::ptrdiff_t>(end);
        if (!std::is_sorted(begin, stop, by_value)) {
            std::sort(begin, stop, by_value);
        }
        first = end;
    }
}

} // namespace

std::vector<std::uint32_t> rows_in_order(const std::vector<double>& values) {
    Keys made = make_keys(values);
    auto& keys = made.keys;
    if (keys.size() < 256) {
        std::sort(keys.begin(), keys.end());
    } else {
        std::vector<std::uint64_t> spare(keys.size());
        radix_sort<2, 11>(keys.data(), spare.data(), keys.size(), 32);
    }
    std::vector<std::uint32_t> rows(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        rows[i] = static_cast<std::uint32_t>(keys[i]);
    }
    order_within_keys(rows, keys, values);
    return rows;
}

} // namespace sinter::plugins::random_forest
