// SPDX-License-Identifier: Apache-2.0
//
// An axis: from values to places in a drawing, with round numbers at its ticks.
#pragma once

#include <string>
#include <vector>

namespace sinter::report {

struct Axis {
    double low = 0; ///< values at the ends
    double high = 1;
    double from = 0; ///< where the ends are drawn, in SVG user units
    double to = 1;

    [[nodiscard]] double place(double value) const {
        return from + (value - low) / (high - low) * (to - from);
    }
};

/// The values in [low, high] that are a multiple of 1, 2 or 5 times a power of ten, about `count` of them.
[[nodiscard]] std::vector<double> ticks(double low, double high, int count);

/// Round values in [low, high], for a logarithmic axis: powers of ten where there are four and more, else 1,
/// 2 and 5 times them; where these are fewer than three, all whole multiples; where even these are, low and
/// high. Requires 0 < low < high.
[[nodiscard]] std::vector<double> log_ticks(double low, double high);

/// A tick as text, with the decimals that the distance of the ticks asks for.
[[nodiscard]] std::string tick_label(double value, const std::vector<double>& all);

/// Coordinates, with one decimal: a tenth of a unit can't be seen.
[[nodiscard]] std::string coordinate(double value);

} // namespace sinter::report
