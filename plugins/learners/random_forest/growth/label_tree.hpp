// SPDX-License-Identifier: Apache-2.0
//
// From one structure grown on several labels to the tree of each.
#pragma once

#include "plugins/learners/random_forest/growth/grown_tree.hpp"
#include "plugins/learners/random_forest/training/label_table.hpp"

#include <cstddef>
#include <vector>

namespace sinter::plugins::random_forest {

/// The tree of one label. The leaf value of a number is its mean; that of a class label says which row of
/// `shares` holds the classes' shares.
struct LabelTree {
    Tree tree;
    std::vector<double> shares; ///< rows of class_count numbers; empty for a number
};

/// The tree of a label keeps a node only where both children have rows with the label, and else passes
/// through to the child that has. Empty where the bag held no such row. A number's means are multiplied by
/// `scale`. Node weights are those of the bag's rows with the label.
[[nodiscard]] LabelTree tree_of_label(const SharedTree& shared, const LabelTable& labels, std::size_t label,
                                      double scale);

} // namespace sinter::plugins::random_forest
