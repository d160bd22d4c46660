// SPDX-License-Identifier: Apache-2.0
//
// Is one strategy's error smaller than another's, by materials? The test beside the one over folds
// (comparison.hpp): it asks whether the difference would hold for other materials of the same kind, the
// fitted models given.
#pragma once

#include <sinter/random.hpp>
#include <sinter/unknown.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace sinter::evaluation {

/// Losses of one group (composition), averaged over its rows and over the repeats that held it out.
struct GroupLoss {
    double strategy = 0;
    double baseline = 0;
    double rows = 1; ///< its weight: how many rows it has
};

/// Up to which losses of this list are the same: 1e-9 of the largest finite one.
[[nodiscard]] double rounding_of(std::span<const GroupLoss> losses);

/// A difference of mean losses, in the loss's unit; NaN: not known.
struct DifferenceInterval {

    double difference = unknown; ///< strategy - baseline; negative: the strategy is better
    double lower = unknown;      ///< ends of the interval
    double upper = unknown;
    std::int64_t groups = 0;
    double p = unknown; ///< two-sided, of the difference being 0; see group_bootstrap
};

struct BootstrapOptions {
    int resamples = 10'000;
    double confidence = 0.95;
};

/// Paired bootstrap over groups (Efron and Tibshirani 1993, "An introduction to the bootstrap", sections 10
/// and 13.3): the difference is sum w (strategy - baseline) / sum w with w the rows of a group; each resample
/// draws as many groups as there are, with replacement; the ends are percentiles of the resampled
/// differences, interpolated linearly.
///
/// The order of `losses` matters to the draws: sort by group. Resample r draws from `stream`, part r. With
/// fewer than two groups the ends and p are NaN.
///
/// p inverts the percentile interval (section 15.4 there): with `low` of B resampled differences <= 0 and
/// `high` of them >= 0 (what rounding leaves of 0 is 0) it is 2 (1 + min(low, high)) / (B + 1), at most 1. It
/// is never below 2 / (B + 1), and a little too small for a few dozen groups and fewer, as the interval is
/// too narrow; the test of signed_rank.hpp has no such defect but ignores how many rows a group has.
[[nodiscard]] DifferenceInterval group_bootstrap(std::span<const GroupLoss> losses, const Stream& stream,
                                                 const BootstrapOptions& options = {});

/// The same of each list. Resample r of n groups does not depend on the losses, so lists with equally many
/// groups share it: 10,000 resamples of 500 groups take 0.1 s to draw.
[[nodiscard]] std::vector<DifferenceInterval> group_bootstraps(std::span<const std::vector<GroupLoss>> lists,
                                                               const Stream& stream,
                                                               const BootstrapOptions& options = {});

} // namespace sinter::evaluation
