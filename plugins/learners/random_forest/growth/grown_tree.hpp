// SPDX-License-Identifier: Apache-2.0
//
// What growing leaves behind: one structure for all labels, and how cuts and leaves are added to it.
#pragma once

#include "plugins/learners/random_forest/trees/tree.hpp"

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace sinter::plugins::random_forest {

/// A leaf's value is its number. Children stand behind their parent.
struct SharedTree {
    std::vector<Node> nodes;
    /// Leaf by leaf, label by label: a mean, or a share a class; NaN where the leaf has no row with the label.
    std::vector<double> outputs;
    /// Leaf by leaf, label by label: what the bag's rows with the label weigh.
    std::vector<double> weights;
    std::vector<std::uint64_t> left_categories; ///< bit sets of the category splits
    std::vector<double> falls; ///< of each feature: the falls of the scaled impurity at its cuts, added up
};

/// The best cut of a node so far.
struct ChosenCut {
    bool found = false;
    std::size_t feature = 0;
    double fall = 0;
    double value = 0;                       ///< of a number: at most this goes left
    std::vector<std::uint64_t> left_levels; ///< of a category: the bits of those that go left
};

/// Which levels of a category go left.
class LevelSides {
public:
    /// All on the default side.
    LevelSides(std::size_t levels, bool default_left)
        : left_((levels + 63) / 64, default_left ? ~std::uint64_t{0} : 0) {}

    void set(std::size_t level, bool goes_left) noexcept {
        const std::uint64_t bit = std::uint64_t{1} << (level % 64);
        std::uint64_t& word = left_[level / 64];
        word = goes_left ? word | bit : word & ~bit;
    }
    [[nodiscard]] bool goes_left(std::size_t level) const noexcept {
        return ((left_[level / 64] >> (level % 64)) & 1U) != 0;
    }
    [[nodiscard]] const std::vector<std::uint64_t>& left() const noexcept { return left_; }

private:
    std::vector<std::uint64_t> left_;
};

/// The cut between two neighbouring values, low < high: their midpoint, or `low` where rounding would bring
/// the midpoint up to `high`.
[[nodiscard]] inline double cut_between(double low, double high) noexcept {
    const double middle = std::midpoint(low, high);
    return middle < high ? middle : low;
}

/// Makes node `node` the split, with children at the end of the tree; returns the place of the first.
inline std::size_t add_split(SharedTree& tree, std::size_t node, const ChosenCut& cut, bool default_left) {
    const std::size_t child = tree.nodes.size();
    if (cut.left_levels.empty()) {
        tree.nodes[node] = Node::split(cut.feature, cut.value, default_left, child);
    } else {
        tree.nodes[node] = Node::category_split(cut.feature, tree.left_categories.size(),
                                                cut.left_levels.size(), default_left, child);
        tree.left_categories.insert(tree.left_categories.end(), cut.left_levels.begin(),
                                    cut.left_levels.end());
    }
    tree.nodes.insert(tree.nodes.end(), 2, Node::leaf(0));
    tree.falls[cut.feature] += cut.fall;
    return child;
}

/// Makes the node a leaf.
template <class Targets>
void add_leaf(SharedTree& tree, std::size_t node, std::size_t leaf, const Targets& targets) {
    tree.nodes[node] = Node::leaf(static_cast<double>(leaf));
    targets.append_outputs(tree.outputs);
    targets.append_weights(tree.weights);
}

} // namespace sinter::plugins::random_forest
