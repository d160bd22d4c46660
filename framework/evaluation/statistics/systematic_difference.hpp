// SPDX-License-Identifier: Apache-2.0
//
// Whether two series of numbers of the same things differ by a constant factor or a constant offset, by
// medians and quartiles: single wild values have no say.
#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace sinter::evaluation {

/// A median and half the distance between the quartiles.
struct Centre {
    double median = std::numeric_limits<double>::quiet_NaN();
    double spread = std::numeric_limits<double>::quiet_NaN();
};

/// Takes at least one value; both parts are NaN if there is none.
[[nodiscard]] Centre centre_of(std::span<const double> values);

/// second against first, pair by pair.
struct SystematicDifference {
    std::size_t pairs = 0;
    std::size_t ratios = 0;    ///< pairs of two numbers of the same sign, none of them 0
    Centre log_ratio;          ///< of ln(second / first)
    Centre offset;             ///< of second - first
    double value_spread = 0.0; ///< the larger spread of the two series
};

/// The series are equally long.
[[nodiscard]] SystematicDifference systematic_difference(std::span<const double> first,
                                                         std::span<const double> second);

/// Fewer pairs prove nothing.
inline constexpr std::size_t fewest_pairs = 8;

/// Whether a factor stands out: at least fewest_pairs ratios and half of the pairs, a median |ln ratio| of at
/// least ln(`smallest`), and a spread of at most a `share` of it.
[[nodiscard]] bool is_factor(const SystematicDifference& difference, double smallest, double share);

/// Whether an offset stands out: at least fewest_pairs pairs, ten times its own spread, and three times that
/// of the values.
[[nodiscard]] bool is_offset(const SystematicDifference& difference);

} // namespace sinter::evaluation
