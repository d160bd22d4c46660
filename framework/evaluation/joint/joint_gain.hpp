// SPDX-License-Identifier: Apache-2.0
//
// Is one law of the same quantity better than another, by folds?
#pragma once

#include <sinter/unknown.hpp>

#include <span>

namespace sinter::evaluation {

/// A mean difference of losses over folds; NaN: not known.
struct FoldDifference {

    double difference = unknown; ///< mean over the folds
    double lower = unknown;      ///< ends of the interval
    double upper = unknown;
    double p = unknown; ///< two-sided, of the difference being 0
};

/// The corrected resampled t interval of comparison.hpp, of differences and not of log ratios: a negative log
/// likelihood has either sign. `differences` has one entry per fold; with fewer than two only the mean is known.
[[nodiscard]] FoldDifference corrected_resampled_difference(std::span<const double> differences,
                                                            double test_to_training,
                                                            double confidence = 0.95);

} // namespace sinter::evaluation
