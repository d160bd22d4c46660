// SPDX-License-Identifier: Apache-2.0
//
// What growing leaves behind: one structure for all labels.
#pragma once

#include "plugins/learners/random_forest/trees/tree.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// A leaf's value is its number. Children stand behind their parent.
struct SharedTree {
    std::vector<Node> nodes;
    /// Leaf by leaf, label by label: a mean, or a share a class; NaN where the leaf has no row with the
    /// label.
    std::vector<double> outputs;
    /// Leaf by leaf, label by label: what the bag's rows with the label weigh.
    std::vector<double> weights;
    std::vector<std::uint64_t> left_categories; ///< bit sets of the category splits
    std::vector<double> falls; ///< of each feature: the falls of the scaled impurity at its cuts, added up
};

} // namespace sinter::plugins::random_forest
