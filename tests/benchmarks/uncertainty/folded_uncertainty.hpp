// SPDX-License-Identifier: Apache-2.0
//
// A forest on five folds of a set, and how good what it says of its own errors is.
#pragma once

#include "framework/threads/workers.hpp"
#include "measured_set.hpp"

#include <cstdint>
#include <vector>

namespace sinter::benchmarks {

struct FoldOptions {
    int folds = 5; ///< of compositions, each held out once
    int trees = 200;
    double alpha = 0.1;             ///< the intervals are meant to miss this share
    Index jackknife_plus_rows = -1; ///< at most so many test rows per fold, drawn at random; below 0: all
    std::uint64_t seed = 20171105;
};

/// How often an interval held the measurement.
struct IntervalResult {
    Index rows = 0;
    Index infinite = 0;  ///< rows without bounds
    double coverage = 0; ///< share of the rows
    double width = 0;    ///< mean over the rows with bounds, label's unit
};

/// Of all test rows together.
struct FoldedUncertainty {
    Index rows = 0;
    double rmse = 0;
    double standard_confidence = 0; ///< of sigma_obs: share of |error| < sigma
    double standard_error = 0;      ///< RMS of error / sigma
    double trimmed_error = 0;       ///< the same without the largest 1 % of |error| / sigma
    double largest_ratio = 0;       ///< of |error| / sigma
    IntervalResult calibrated;
    IntervalResult jackknife_plus;
    double seconds_of_jackknife_plus = 0; ///< processor time
};

/// Nothing of a test row is known to the model that predicts it.
[[nodiscard]] FoldedUncertainty folded_uncertainty(const MeasuredSet& set, const FoldOptions& options,
                                                   threads::Workers& workers);

} // namespace sinter::benchmarks
