// SPDX-License-Identifier: Apache-2.0
//
// Is one strategy's loss smaller than another's for most materials? Wilcoxon's test over groups
// (compositions), whose losses are averaged over repeats first.
// Over repeated folds it would be invalid: they share rows.
#pragma once

#include "framework/evaluation/comparison/group_bootstrap.hpp"

#include <sinter/unknown.hpp>

#include <cstdint>
#include <span>

namespace sinter::evaluation {

struct SignedRank {

    std::int64_t n = 0;        ///< differences that aren't 0
    std::int64_t zeros = 0;    ///< differences of 0; left out
    double positive = unknown; ///< sum of the ranks of |difference| of the positive ones
    double negative = unknown; ///< the same of the negative ones
    double p = unknown;        ///< two-sided, of a law symmetric about 0
    bool exact = false;        ///< p counts all sign patterns; else the normal approximation
};

/// The signed-rank test (Wilcoxon 1945). Zeros are dropped; equal sizes share their average rank; what
/// rounding leaves of the largest difference is 0, and no difference between two sizes. Exact with
/// at most 50 differences, none of them zero and no two of the same size; otherwise the normal approximation
/// with the variance corrected for ties and a continuity correction of 1/2. If all differences are 0, p is 1;
/// without differences, or with a NaN among them, all but the counts is NaN.
[[nodiscard]] SignedRank signed_rank(std::span<const double> differences);

/// Of strategy - baseline; negative ranks speak for the strategy. Every group counts once, however many rows
/// it has. Rounding is that of losses (rounding_of).
[[nodiscard]] SignedRank signed_rank(std::span<const GroupLoss> losses);

} // namespace sinter::evaluation
