// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/trees/tree_deviations.hpp"

#include <cstddef>
#include <limits>

namespace sinter::plugins::random_forest {

TreeDeviations tree_deviations(const LabelForest& forest, const LeafValues& leaves, Index output,
                               RowRange range) {
    const Index rows = range.count;
    const auto trees = static_cast<Index>(forest.trees.size());
    TreeDeviations d{Eigen::VectorXd::Zero(rows), RowMatrix::Zero(trees, rows), Eigen::VectorXd::Zero(rows),
                     leaves.trees};
    if (d.trees == 0) {
        d.mean.setConstant(forest.training_mean[static_cast<std::size_t>(output)]);
        return d;
    }
    Eigen::ArrayXd low = Eigen::ArrayXd::Constant(rows, std::numeric_limits<double>::infinity());
    Eigen::ArrayXd high = -low;
    Eigen::VectorXd first;
    for (Index b = 0; b < trees; ++b) {
        const auto tree = static_cast<std::size_t>(b);
        if (forest.trees[tree].empty()) {
            continue;
        }
        for (Index row = 0; row < rows; ++row) {
            d.centred(b, row) = forest.leaf_output(tree, leaves.values(range.first + row, b), output);
        }
        d.mean += d.centred.row(b).transpose();
        low = low.min(d.centred.row(b).transpose().array());
        high = high.max(d.centred.row(b).transpose().array());
        if (first.size() == 0) {
            first = d.mean;
        }
    }
    for (Index row = 0; row < rows; ++row) {
        d.mean(row) =
            mean_or_equal(d.mean(row), static_cast<double>(d.trees), first(row), low(row), high(row));
    }
    for (Index b = 0; b < trees; ++b) {
        if (!forest.trees[static_cast<std::size_t>(b)].empty()) {
            d.centred.row(b) -= d.mean.transpose();
            d.squares += d.centred.row(b).cwiseAbs2().transpose();
        }
    }
    for (Index row = 0; row < rows; ++row) {
        if (!varies_beyond_rounding(low(row), high(row))) { // what is left is rounding
            d.centred.col(row).setZero();
            d.squares(row) = 0;
        }
    }
    return d;
}

} // namespace sinter::plugins::random_forest
