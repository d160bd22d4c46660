// SPDX-License-Identifier: Apache-2.0
//
// What the metrics of uncertainty and the calibration curve share: which rows count, and how often and how
// widely an interval covers.
#pragma once

#include <span>
#include <vector>

namespace sinter::evaluation {

/// |error| and sigma of the rows whose sigma is known (finite, not negative) and whose error is finite.
/// Either is 0 if it is only what rounding leaves of the row's mean and label (sinter/rounding.hpp): whether
/// that is exactly 0 depends on the label's unit.
struct RowsWithSigma {
    std::vector<double> errors;
    std::vector<double> sigmas;
    std::vector<double> rounding; ///< up to which an error and a sigma of the row are the same
};

[[nodiscard]] RowsWithSigma rows_with_sigma(std::span<const double> labels, std::span<const double> means,
                                            std::span<const double> sigmas);

struct IntervalFit {
    double coverage = 0; ///< share of labels in the interval, its ends included
    double width = 0;    ///< mean width, label's unit
};

/// Of the central interval of that level of a normal law. Requires at least one row and 0 < level < 1.
[[nodiscard]] IntervalFit interval_fit(const RowsWithSigma& rows, double level);

} // namespace sinter::evaluation
