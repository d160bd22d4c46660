// SPDX-License-Identifier: Apache-2.0
//
// What rounding alone leaves of numbers that are equal. Whether 0.1 + 0.2 - 0.3 is exactly 0 depends on the
// unit that the numbers are written in, so no decision may hang on that: a difference that is at most 1e-12
// of the numbers that it comes from counts as 0. That is some thousand times what one operation rounds, and
// far below what any measurement resolves.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace sinter {

constexpr double rounding_share = 1e-12;
/// The share for losses, which are themselves small differences of larger numbers.
constexpr double loss_rounding_share = 1e-9;

/// Whether a difference (or a deviation) of numbers of this size is no more than rounding leaves. A NaN and
/// an infinite difference never are.
[[nodiscard]] inline bool is_rounding(double difference, double size,
                                      double share = rounding_share) noexcept {
    const double distance = std::abs(difference);
    return distance <= share * std::abs(size) && distance < std::numeric_limits<double>::infinity();
}

/// The difference, or 0 if it is rounding.
[[nodiscard]] inline double beyond_rounding(double difference, double size,
                                            double share = rounding_share) noexcept {
    return is_rounding(difference, size, share) ? 0 : difference;
}

/// a - b, 0 if only rounding tells them apart.
[[nodiscard]] inline double difference_of(double a, double b, double share = rounding_share) noexcept {
    return beyond_rounding(a - b, std::max(std::abs(a), std::abs(b)), share);
}

/// Whether values from `low` to `high` differ by more than rounding. Not if there are none (low > high).
[[nodiscard]] inline bool varies_beyond_rounding(double low, double high) noexcept {
    return low < high && difference_of(high, low) != 0;
}

/// The same of a range of numbers; NaNs do not count.
template <class Values>
[[nodiscard]] bool varies_beyond_rounding(const Values& values) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double value : values) {
        low = value < low ? value : low;
        high = value > high ? value : high;
    }
    return varies_beyond_rounding(low, high);
}

/// sum / count, or a value itself if the values are equal but for rounding: the mean of equal numbers is that
/// number, whatever their sum rounds to. `first`: any of the values.
[[nodiscard]] inline double mean_or_equal(double sum, double count, double first, double low,
                                          double high) noexcept {
    return varies_beyond_rounding(low, high) ? sum / count : first;
}

/// The mean of a range of numbers that is not empty.
template <class Values>
[[nodiscard]] double mean_of_values(const Values& values) {
    double sum = 0;
    double count = 0;
    double first = 0;
    for (const double value : values) {
        first = count == 0 ? value : first;
        sum += value;
        count += 1;
    }
    return varies_beyond_rounding(values) ? sum / count : first;
}

} // namespace sinter
