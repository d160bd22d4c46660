// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/importance/permutation.hpp"

#include <sinter/unknown.hpp>

#include <algorithm>
#include <cmath>

namespace sinter::plugins::random_forest {
namespace {

/// The rises of the loss of one tree.
class PermutedTree {
public:
    PermutedTree(const LabelForest& forest, std::size_t tree, const KnownRows& rows)
        : forest_(forest), number_(tree), tree_(forest.trees[tree]), rows_(rows) {}

    /// rises(feature) += the rise of the loss of `row` with the value that `other` has.
    template <class Rises>
    void add(Index row, Index other, Rises&& rises) {
        walk(row);
        const double before = loss(row, path_.back());
        for (std::size_t step = 0; step + 1 < path_.size(); ++step) {
            const std::size_t feature = path_[step]->feature();
            const bool is_new = std::none_of(path_.begin(), path_.begin() + static_cast<Index>(step),
                                             [&](const Node* node) { return node->feature() == feature; });
            if (is_new) {
                const double value = rows_.features(other, static_cast<Index>(feature));
                rises(static_cast<Index>(feature)) += loss(row, permuted_leaf(row, step, value)) - before;
            }
        }
    }

private:
    [[nodiscard]] const Node* next(const Node& node, double value) const {
        return tree_.nodes.data() + node.child(value, tree_.left_categories.data());
    }
    void walk(Index row) {
        path_.assign(1, tree_.nodes.data());
        while (!path_.back()->is_leaf()) {
            const Node& node = *path_.back();
            path_.push_back(next(node, rows_.features(row, static_cast<Index>(node.feature()))));
        }
    }
    /// Where `row` arrives from a step of its path on, with this value of the step's feature.
    [[nodiscard]] const Node* permuted_leaf(Index row, std::size_t step, double value) const {
        const std::size_t feature = path_[step]->feature();
        const Node* node = path_[step];
        while (!node->is_leaf()) {
            const bool permuted = node->feature() == feature;
            node = next(*node, permuted ? value : rows_.features(row, static_cast<Index>(node->feature())));
        }
        return node;
    }
    [[nodiscard]] double loss(Index row, const Node* leaf) const {
        const double label = rows_.labels[static_cast<std::size_t>(row)];
        if (forest_.class_count == 0) {
            return (leaf->value() - label) * (leaf->value() - label);
        }
        return 1 - forest_.leaf_output(number_, leaf->value(), static_cast<Index>(label));
    }

    const LabelForest& forest_;
    std::size_t number_;
    const Tree& tree_;
    const KnownRows& rows_;
    std::vector<const Node*> path_; ///< of the row at hand
};

/// The rows with a label that a tree did not see.
std::vector<Index> unseen_rows(const KnownRows& rows, const std::uint8_t* counts) {
    std::vector<Index> unseen;
    for (std::size_t row = 0; row < rows.places.size(); ++row) {
        const bool seen = rows.places[row] >= 0 && counts[rows.places[row]] > 0;
        if (!seen && !std::isnan(rows.labels[row])) {
            unseen.push_back(static_cast<Index>(row));
        }
    }
    return unseen;
}

PermutationImportance over_trees(const RowMatrix& rises) {
    PermutationImportance result{Eigen::VectorXd::Constant(rises.cols(), unknown),
                                 Eigen::VectorXd::Constant(rises.cols(), unknown)};
    const auto trees = static_cast<double>(rises.rows());
    if (rises.rows() > 0) {
        result.mean = rises.colwise().sum().transpose() / trees;
    }
    if (rises.rows() > 1) {
        const RowMatrix centred = rises.rowwise() - result.mean.transpose();
        const Eigen::VectorXd squares = centred.colwise().squaredNorm().transpose();
        result.standard_error = (squares / (trees * (trees - 1))).cwiseSqrt();
    }
    return result;
}

} // namespace

PermutationImportance permutation_importance(const LabelForest& forest, const BagCounts& bags,
                                             const KnownRows& rows, Stream stream) {
    RowMatrix rises = RowMatrix::Zero(bags.trees, rows.features.columns());
    Index trees = 0;
    for (Index b = 0; b < bags.trees; ++b) {
        const std::vector<Index> unseen = unseen_rows(rows, bags.of_tree(b));
        const auto number = static_cast<std::size_t>(b);
        if (forest.trees[number].empty() || unseen.empty()) {
            continue;
        }
        std::vector<Index> others = unseen;
        Draws(stream.derive(number)).shuffle(others);
        PermutedTree tree(forest, number, rows);
        auto of_tree = rises.row(trees);
        for (std::size_t i = 0; i < unseen.size(); ++i) {
            tree.add(unseen[i], others[i], of_tree);
        }
        of_tree /= static_cast<double>(unseen.size());
        ++trees;
    }
    return over_trees(rises.topRows(trees));
}

} // namespace sinter::plugins::random_forest
