// SPDX-License-Identifier: Apache-2.0
//
// Permutation importance (Breiman 2001): how much worse the trees predict their out-of-bag rows once a
// feature's values are exchanged among those.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/trees/label_forest.hpp"

#include <sinter/random.hpp>
#include <sinter/views.hpp>

#include <vector>

namespace sinter::plugins::random_forest {

/// Rows with their labels and materials; views.
struct KnownRows {
    MatrixView features;
    std::vector<double> labels; ///< one per row; NaN: the row is left out
    std::vector<Index> places;  ///< one per row: the material's place in the bags; -1: in none of them
};

struct PermutationImportance {
    Eigen::VectorXd mean;           ///< one per feature; NaN without a tree that has such rows
    Eigen::VectorXd standard_error; ///< NaN with fewer than two such trees
};

/// Over the trees that have out-of-bag rows with the label: the mean of what a tree's mean loss rises by, and
/// its standard error. Rows count alike. The loss is the squared error of a number. Of classes it is 1 - the
/// leaf's share of the true class: where leaves are pure that is Breiman's rate of wrong rows, and being
/// linear in the shares its mean over trees is also that of their mean prediction.
///
/// Tree b exchanges its rows by one permutation, named by `stream`.derive(b), for every feature. A row is
/// walked again only for the features that it meets on its way, and from where it meets them; for the others
/// nothing changes. Cost: about (depth of the trees)^2 / 2 steps an out-of-bag row and tree.
[[nodiscard]] PermutationImportance permutation_importance(const LabelForest& forest, const BagCounts& bags,
                                                           const KnownRows& rows, Stream stream);

} // namespace sinter::plugins::random_forest
