// SPDX-License-Identifier: Apache-2.0
//
// From one structure grown on several labels to the tree of each.
#pragma once

#include "label_table.hpp"
#include "tree.hpp"

#include <cstddef>
#include <vector>

namespace sinter::plugins::random_forest {

/// What the labels of one bag share. A leaf's value is its number.
struct SharedTree {
    std::vector<Node> nodes;
    /// Leaf by leaf, label by label: a mean, or a share a class; NaN where the leaf has no row with the
    /// label.
    std::vector<double> outputs;
};

/// The tree of one label. The leaf value of a number is its mean; that of a class label says which row of
/// `shares` holds the classes' shares.
struct LabelTree {
    Tree tree;
    std::vector<double> shares; ///< rows of class_count numbers; empty for a number
};

/// The tree of a label keeps a node only where both children have rows with the label, and else passes
/// through to the child that has. Empty where the bag held no such row. A number's means are multiplied by
/// `scale`.
[[nodiscard]] LabelTree tree_of_label(const SharedTree& shared, const LabelTable& labels, std::size_t label,
                                      double scale);

} // namespace sinter::plugins::random_forest
