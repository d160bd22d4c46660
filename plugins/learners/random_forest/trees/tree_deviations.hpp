// SPDX-License-Identifier: Apache-2.0
//
// What each tree says of some rows, less the mean of the trees.
#pragma once

#include "plugins/learners/random_forest/trees/label_forest.hpp"

#include <sinter/views.hpp>

#include <Eigen/Core>

namespace sinter::plugins::random_forest {

/// Of one output. Rows lie side by side in memory, so that sums over the trees run over all rows at once.
struct TreeDeviations {
    Eigen::VectorXd mean;    ///< of the trees that exist; without any, the training mean
    RowMatrix centred;       ///< B x rows; 0 where there is no tree, and where all trees agree
    Eigen::VectorXd squares; ///< sum over the trees of the squares of `centred`
    Index trees = 0;         ///< those that exist
};

/// Rows of a block.
struct RowRange {
    Index first;
    Index count;
};
// So many at once stay in the cache for all trees of a usual forest.
constexpr Index deviation_rows = 128;
[[nodiscard]] TreeDeviations tree_deviations(const LabelForest& forest, const LeafValues& leaves,
                                             Index output, RowRange range);
/// Of all rows.
[[nodiscard]] inline TreeDeviations tree_deviations(const LabelForest& forest, const LeafValues& leaves,
                                                    Index output) {
    return tree_deviations(forest, leaves, output, {0, leaves.values.rows()});
}

/// Of each row; requires two trees.
[[nodiscard]] inline Eigen::VectorXd variances_of_trees(const TreeDeviations& d) {
    return d.squares / static_cast<double>(d.trees - 1);
}

} // namespace sinter::plugins::random_forest
