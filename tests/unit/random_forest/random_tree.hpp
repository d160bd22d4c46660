// SPDX-License-Identifier: Apache-2.0
//
// Trees and forests made at random, and a plain reading of them.
#pragma once

#include "plugins/learners/random_forest/model/forest_model.hpp"

#include <sinter/random.hpp>
#include <sinter/views.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace sinter::tests {

namespace forest = plugins::random_forest;

struct TreeShape {
    std::size_t features = 6;
    std::size_t splits = 20;
    std::size_t category_features = 0; ///< of the first ones; their values are 0 .. 99
    std::size_t leaf_values = 0;       ///< leaves hold whole numbers below it; 0: any number
};

inline forest::Node random_split(const TreeShape& shape, forest::Tree& tree, Draws& draws) {
    const std::size_t feature = draws.below(shape.features);
    const bool missing_left = draws.below(2) == 0;
    if (feature >= shape.category_features) {
        return forest::Node::split(feature, draws.uniform(), missing_left, tree.nodes.size());
    }
    const std::size_t first_word = tree.left_categories.size();
    const std::size_t words = 1 + draws.below(2);
    for (std::size_t word = 0; word < words; ++word) {
        tree.left_categories.push_back(draws.bits());
    }
    return forest::Node::category_split(feature, first_word, words, missing_left, tree.nodes.size());
}

/// Splits leaves, chosen at random, of a tree that is nothing but a root at first.
inline forest::Tree random_tree(const TreeShape& shape, Draws& draws) {
    const auto leaf = [&] {
        return forest::Node::leaf(shape.leaf_values > 0 ? static_cast<double>(draws.below(shape.leaf_values))
                                                        : draws.uniform() - 0.5);
    };
    forest::Tree tree;
    tree.nodes = {leaf()};
    tree.weights = {1024};
    std::vector<std::size_t> leaves{0};
    for (std::size_t i = 0; i < shape.splits; ++i) {
        const std::size_t which = draws.below(leaves.size());
        const std::size_t node = leaves[which];
        leaves[which] = tree.nodes.size();
        leaves.push_back(tree.nodes.size() + 1);
        tree.nodes[node] = random_split(shape, tree, draws);
        const auto left = static_cast<float>(tree.weights[node] * (0.05 + 0.9 * draws.uniform()));
        const float right = tree.weights[node] - left;
        for (const float weight : {left, right}) {
            tree.nodes.push_back(leaf());
            tree.weights.push_back(weight);
        }
    }
    return tree;
}

/// Numbers between 0 and 1 and categories, some of them beyond what trees know, a share of them missing.
inline RowMatrix random_rows(Index rows, const TreeShape& shape, double missing, Draws& draws) {
    RowMatrix x(rows, static_cast<Index>(shape.features));
    for (Index row = 0; row < rows; ++row) {
        for (Index f = 0; f < x.cols(); ++f) {
            const bool category = static_cast<std::size_t>(f) < shape.category_features;
            const double value = category ? static_cast<double>(draws.below(200)) - 5 : draws.uniform();
            x(row, f) = draws.uniform() < missing ? std::numeric_limits<double>::quiet_NaN() : value;
        }
    }
    return x;
}

/// Whether a split sends a value to the left, as the definition says.
inline bool goes_left(const forest::Tree& tree, const forest::Node& node, double x) {
    if (std::isnan(x)) {
        return node.missing_left();
    }
    if (!node.is_category_split()) {
        return x <= node.value();
    }
    if (x < 0 || x >= 64 * static_cast<double>(node.words())) {
        return node.missing_left();
    }
    const auto category = static_cast<std::size_t>(x);
    const std::uint64_t word = tree.left_categories.at(node.first_word() + category / 64);
    return (word & (std::uint64_t{1} << (category % 64))) != 0;
}

/// The leaf value of a row of x.
template <class Row>
double plain_leaf(const forest::Tree& tree, const Row& row) {
    std::size_t at = 0;
    while (!tree.nodes.at(at).is_leaf()) {
        const forest::Node& node = tree.nodes.at(at);
        const double x = row(static_cast<Index>(node.feature()));
        at = node.first_child() + (goes_left(tree, node, x) ? 0 : 1);
    }
    return tree.nodes.at(at).value();
}

/// Random trees for one label; some are empty, one is nothing but a leaf.
inline forest::LabelForest random_label(const TreeShape& shape, std::size_t trees, Draws& draws) {
    forest::LabelForest label;
    label.class_count = static_cast<std::uint32_t>(shape.leaf_values);
    label.training_mean.assign(std::max<std::size_t>(shape.leaf_values, 1), 0.25);
    for (std::size_t b = 0; b < trees; ++b) {
        TreeShape own = shape;
        own.splits = b == 3 ? 0 : shape.splits;
        label.trees.push_back(b % 5 == 1 ? forest::Tree{} : random_tree(own, draws));
        std::vector<double> shares; // as many rows as classes
        for (std::size_t i = 0; i < shape.leaf_values * shape.leaf_values; ++i) {
            shares.push_back(draws.uniform());
        }
        if (shape.leaf_values > 0) {
            label.shares.push_back(std::move(shares));
        }
    }
    return label;
}

/// Bags of Poisson counts for materials 0 .. n - 1.
inline forest::Forest random_forest_of(std::vector<forest::LabelForest> labels, std::size_t features,
                                       Index materials) {
    forest::Forest made;
    for (Index i = 0; i < materials; ++i) {
        made.materials.push_back(static_cast<std::uint64_t>(i));
    }
    made.bags = forest::draw_bags(forest::BagKind::poisson, Stream(5),
                                  static_cast<Index>(labels.front().trees.size()), made.materials);
    made.labels = std::move(labels);
    made.features = static_cast<Index>(features);
    return made;
}

} // namespace sinter::tests
