// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/label_tree.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

/// One label's view of the shared structure.
class LabelView {
public:
    LabelView(const SharedTree& shared, const LabelTable& labels, std::size_t label)
        : shared_(&shared), nodes_(shared.nodes), outputs_(shared.outputs.data()), stride_(labels.outputs()),
          label_(label), labels_(labels.kinds.size()), has_rows_(shared.nodes.size()) {
        for (std::size_t k = 0; k < label; ++k) {
            outputs_ += labels.kinds[k].outputs();
        }
        // Children stand behind their parent.
        for (std::size_t node = nodes_.size(); node-- > 0;) {
            const std::size_t child = nodes_[node].first_child();
            has_rows_[node] = nodes_[node].is_leaf() ? !std::isnan(leaf_outputs(node)[0])
                                                     : has_rows_[child] || has_rows_[child + 1];
        }
    }

    [[nodiscard]] bool has_rows() const { return !nodes_.empty() && has_rows_[0]; }
    [[nodiscard]] const Node& node(std::size_t number) const { return nodes_[number]; }
    [[nodiscard]] const double* leaf_outputs(std::size_t node) const {
        return outputs_ + static_cast<std::size_t>(nodes_[node].value()) * stride_;
    }
    [[nodiscard]] double leaf_weight(std::size_t node) const {
        return shared_->weights[static_cast<std::size_t>(nodes_[node].value()) * labels_ + label_];
    }
    [[nodiscard]] const SharedTree& shared() const { return *shared_; }
    /// The first node at or below this one that the label keeps. Requires rows with the label.
    [[nodiscard]] std::size_t kept(std::size_t node) const {
        while (!nodes_[node].is_leaf()) {
            const std::size_t child = nodes_[node].first_child();
            if (has_rows_[child] && has_rows_[child + 1]) {
                break;
            }
            node = has_rows_[child] ? child : child + 1;
        }
        return node;
    }

private:
    const SharedTree* shared_;
    const std::vector<Node>& nodes_;
    const double* outputs_; ///< the label's first output of the first leaf
    std::size_t stride_;
    std::size_t label_;
    std::size_t labels_;
    std::vector<bool> has_rows_;
};

/// A split as it is, with other children.
Node with_children(const Node& split, std::size_t first_child) {
    return split.is_category_split()
               ? Node::category_split(split.feature(), split.first_word(), split.words(),
                                      split.missing_left(), first_child)
               : Node::split(split.feature(), split.value(), split.missing_left(), first_child);
}

/// Copies what the label keeps, depth first, left before right. leaf_value(outputs) gives a leaf's value.
template <class LeafValue>
Tree kept_tree(const LabelView& view, const LeafValue& leaf_value) {
    if (!view.has_rows()) {
        return {};
    }
    Tree tree;
    tree.nodes.reserve(view.shared().nodes.size());
    tree.weights.reserve(view.shared().nodes.size());
    tree.left_categories = view.shared().left_categories;
    tree.nodes.push_back(Node::leaf(0));
    tree.weights.push_back(0);
    std::vector<std::pair<std::size_t, std::size_t>> pending{{view.kept(0), 0}}; // shared node, own place
    while (!pending.empty()) {
        const auto [from, to] = pending.back();
        pending.pop_back();
        const Node& node = view.node(from);
        if (node.is_leaf()) {
            tree.nodes[to] = Node::leaf(leaf_value(view.leaf_outputs(from)));
            tree.weights[to] = static_cast<float>(view.leaf_weight(from));
            continue;
        }
        const std::size_t child = tree.nodes.size();
        tree.nodes[to] = with_children(node, child);
        tree.nodes.insert(tree.nodes.end(), 2, Node::leaf(0));
        tree.weights.insert(tree.weights.end(), 2, 0.0F);
        pending.emplace_back(view.kept(node.first_child() + 1), child + 1);
        pending.emplace_back(view.kept(node.first_child()), child);
    }
    add_up_weights(tree);
    lay_out(tree);
    return tree;
}

/// Leaves of one class are many, and equal: they share a row.
LabelTree class_tree(const LabelView& view, std::size_t classes) {
    LabelTree result;
    std::map<std::size_t, std::size_t> row_of_pure; // class: row
    result.tree = kept_tree(view, [&](const double* shares) {
        const std::size_t next = result.shares.size() / classes;
        const auto pure = static_cast<std::size_t>(std::find(shares, shares + classes, 1.0) - shares);
        if (pure < classes) {
            const auto [known, is_new] = row_of_pure.emplace(pure, next);
            if (!is_new) {
                return static_cast<double>(known->second);
            }
        }
        result.shares.insert(result.shares.end(), shares, shares + classes);
        return static_cast<double>(next);
    });
    result.shares.shrink_to_fit();
    return result;
}

} // namespace

LabelTree tree_of_label(const SharedTree& shared, const LabelTable& labels, std::size_t label, double scale) {
    const LabelView view(shared, labels, label);
    if (labels.kinds[label].class_count > 0) {
        return class_tree(view, labels.kinds[label].class_count);
    }
    return {kept_tree(view, [&](const double* mean) { return *mean * scale; }), {}};
}

} // namespace sinter::plugins::random_forest
