// SPDX-License-Identifier: Apache-2.0
//
// sigma_mean by one variance factor for all rows: sigma_mean^2(x) = a x variance of the trees at x.
//
// The jackknife's variance of a single row is mostly Monte-Carlo noise while B is well below n. Its ratio to
// the variance of the trees varies little from row to row, so a is taken from many rows at once:
//   a = sum_x [t'Mt - tr(M)/(B-1) t't] / sum_x t't/(B-1),   M = Q + the bias that Q's diagonal was lowered by.
// For trees that differ by their bags' luck alone, independent with variance v, E t't = (B-1) v and
// E t'Mt = tr(M) v, because the rows of M add up to zero: the bias taken off is exact, where the jackknife's
// own (jackknife.hpp) is of first order. The rows x lie between training rows: at training rows themselves
// trees differ by whether they saw the row, which is not how they differ at new ones.
#pragma once

#include "plugins/learners/random_forest/trees/label_forest.hpp"
#include "plugins/learners/random_forest/uncertainty/jackknife.hpp"

#include <sinter/learner.hpp>
#include <sinter/random.hpp>
#include <sinter/views.hpp>

#include <vector>

namespace sinter::plugins::random_forest {

/// `count` rows between pairs of rows of x: the mean of their numbers (NaN where one is missing), the level
/// of one of them of a category. Requires a row; a row may be paired with itself.
[[nodiscard]] RowMatrix rows_between(MatrixView x, Span<Feature> infos, Index count, Stream stream);

/// a of each output of a label. At least 1/B, the share of the trees' variance that a mean of B trees has by
/// itself; NaN where fewer than two trees exist.
[[nodiscard]] std::vector<double> pooled_ratios(const LabelForest& label, const Jackknife& jackknife,
                                                const RowMatrix& between);

} // namespace sinter::plugins::random_forest
