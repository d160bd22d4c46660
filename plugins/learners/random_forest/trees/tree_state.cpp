// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/trees/tree_state.hpp"

#include <sinter/error.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace sinter::plugins::random_forest {
namespace {

/// What is written of a tree's nodes, in the order of the walk.
struct WalkedNodes {
    std::vector<std::uint32_t> codes;
    std::vector<double> values;
    std::vector<float> leaf_weights;
};

WalkedNodes walked(const Tree& tree) {
    WalkedNodes nodes;
    nodes.codes.reserve(tree.nodes.size());
    nodes.values.reserve(tree.nodes.size());
    std::vector<std::size_t> pending(tree.empty() ? 0 : 1);
    while (!pending.empty()) {
        const std::size_t at = pending.back();
        const Node& node = tree.nodes[at];
        pending.pop_back();
        nodes.codes.push_back(node.code());
        nodes.values.push_back(node.value());
        if (node.is_leaf()) {
            nodes.leaf_weights.push_back(tree.weights[at]);
        } else {
            pending.push_back(node.first_child() + 1);
            pending.push_back(node.first_child());
        }
    }
    return nodes;
}

/// Puts walked nodes back to where label_tree.cpp has them.
class TreeReader {
public:
    TreeReader(const TreeBounds& bounds, StateReader& state) : bounds_(bounds), state_(state) {
        walked_.codes = state.numbers<std::uint32_t>("columns of a tree");
        walked_.values = state.numbers<double>("values of a tree", walked_.codes.size());
        walked_.leaf_weights = state.numbers<float>("leaf weights of a tree");
        tree_.left_categories = state.numbers<std::uint64_t>("categories of a tree");
        tree_.nodes.assign(walked_.codes.size(), Node::leaf(0));
        tree_.weights.assign(walked_.codes.size(), 0.0F);
    }

    Tree read() {
        std::vector<std::size_t> pending(tree_.empty() ? 0 : 1);
        for (; !pending.empty(); ++next_) {
            const std::size_t at = pending.back();
            pending.pop_back();
            if (next_ == walked_.codes.size()) {
                state_.refuse("a tree of the state ends before its leaves");
            }
            if (walked_.codes[next_] == Node::leaf(0).code()) {
                place_leaf(at);
                continue;
            }
            place_split(at);
            pending.push_back(children_ - 1);
            pending.push_back(children_ - 2);
        }
        if (next_ != walked_.codes.size() || leaf_ != walked_.leaf_weights.size()) {
            state_.refuse("a tree of the state goes on behind its leaves");
        }
        add_up_weights(tree_);
        lay_out(tree_);
        return std::move(tree_);
    }

private:
    void place_leaf(std::size_t at) {
        const double value = walked_.values[next_];
        if (bounds_.classes && !(value >= 0 && value < static_cast<double>(bounds_.share_rows))) {
            state_.refuse("a leaf of the state has shares that are not there");
        }
        if (leaf_ == walked_.leaf_weights.size()) {
            state_.refuse("a leaf of the state has no weight");
        }
        tree_.nodes[at] = Node::leaf(value);
        tree_.weights[at] = walked_.leaf_weights[leaf_++];
    }
    void place_split(std::size_t at) {
        const Node node = Node::coded(walked_.codes[next_], walked_.values[next_], children_);
        if (node.is_leaf() || node.feature() >= bounds_.features) {
            state_.refuse("a split of the state has a feature that is not there");
        }
        if (node.is_category_split() && node.first_word() + node.words() > tree_.left_categories.size()) {
            state_.refuse("a split of the state has categories that are not there");
        }
        if (tree_.nodes.size() - children_ < 2) {
            state_.refuse("a split of the state has no children");
        }
        tree_.nodes[at] = node;
        children_ += 2;
    }

    const TreeBounds& bounds_;
    StateReader& state_;
    WalkedNodes walked_;
    Tree tree_;
    std::size_t next_ = 0; ///< of the walk
    std::size_t leaf_ = 0;
    std::size_t children_ = 1; ///< where the next ones lie
};

} // namespace

void write_tree(const Tree& tree, StateWriter& state) {
    if (tree.weights.size() != tree.nodes.size()) {
        fail_unsupported("random_forest: a tree without the weights of its nodes is not saved");
    }
    const WalkedNodes nodes = walked(tree);
    state.numbers(nodes.codes);
    state.numbers(nodes.values);
    state.numbers(nodes.leaf_weights);
    state.numbers(tree.left_categories);
}

Tree read_tree(const TreeBounds& bounds, StateReader& state) { return TreeReader(bounds, state).read(); }

} // namespace sinter::plugins::random_forest
