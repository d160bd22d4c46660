// SPDX-License-Identifier: Apache-2.0
//
// Growing one structure for one or several labels on one bag.
//
// Large nodes (Growth::subtree_rows) are searched by histograms, feature by feature on several threads where
// they are worth it. What is below a node that is not large is grown as one piece (grow_subtree.hpp), piece
// by piece on several threads, and put together in an order that does not depend on them.
#pragma once

#include "plugins/learners/random_forest/growth/grown_tree.hpp"
#include "plugins/learners/random_forest/training/coded_features.hpp"
#include "plugins/learners/random_forest/training/growth_options.hpp"
#include "plugins/learners/random_forest/training/target_columns.hpp"

#include <sinter/host.hpp>
#include <sinter/random.hpp>

#include <memory>
#include <vector>

namespace sinter::plugins::random_forest {

/// Grows tree after tree of one forest. Any thread.
///
/// A node is a leaf when no label varies in it, when max_depth is reached or when no admissible cut exists. A
/// cut without a fall is admissible: the next one may have one. `min_leaf` and the heavier side go by all
/// rows of the bag, whatever labels they have. A missing value goes to the side chosen in training; where the
/// node had none missing, to the heavier side.
///
/// Two falls that differ by less than 1e-10 of the node's impurity are equal: the first feature drawn counts,
/// then the lowest cut, then missing values on the right.
///
/// Feature draws: a node of more than subtree_rows rows has draws of its own, and so has each subtree below,
/// depth first, left before right. The draws of the root are named by `splits`.derive(2); where those of a
/// node are named by s.derive(2), its left child's s is s.derive(0), the right child's s.derive(1). In a
/// large node mtry features are always drawn; elsewhere drawing ends when nothing better can come.
class TreeGrower {
public:
    TreeGrower() = default;
    TreeGrower(const TreeGrower&) = delete;
    TreeGrower& operator=(const TreeGrower&) = delete;
    virtual ~TreeGrower() = default;

    /// `bag` is ordered by row. An empty bag gives no nodes.
    [[nodiscard]] virtual SharedTree grow(const std::vector<WeightedRow>& bag, Stream splits) const = 0;
};

/// Looks at all it is given.
[[nodiscard]] std::unique_ptr<TreeGrower> make_tree_grower(const CodedFeatures& features,
                                                           const TargetColumns& columns, const Growth& growth,
                                                           Host& host);

} // namespace sinter::plugins::random_forest
