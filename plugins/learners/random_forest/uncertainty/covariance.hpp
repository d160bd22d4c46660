// SPDX-License-Identifier: Apache-2.0
//
// How means of the same bags vary together: t1'Qt2 with the form of the jackknife variance, the Monte-Carlo
// bias in every entry. Taking the bias off the diagonal only would make differences of alike predictions negative.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/uncertainty/jackknife.hpp"

#include <sinter/bagged_uncertainty.hpp>

#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// a'Qb: columns of `a` x columns of `b`, both B x anything and centred.
[[nodiscard]] RowMatrix covariance(const Jackknife& jackknife, const RowMatrix& a, const RowMatrix& b,
                                   CovarianceKind kind);

/// The nearest positive semi-definite matrix: negative eigenvalues are set to zero.
struct Projection {
    RowMatrix matrix;
    double clipped_share = 0; ///< size of the negative eigenvalues over that of all
};
[[nodiscard]] Projection project_to_semidefinite(const RowMatrix& symmetric);

/// What two forests on one stream have in common: trees whose number and bag are the same, and materials.
struct CommonBags {
    std::vector<Index> trees;             ///< their numbers
    std::vector<std::uint64_t> materials; ///< sorted
    BagCounts bags;                       ///< of those trees and materials
};

/// One of the forests. Views; `tree_exists`: one per tree.
struct Bagged {
    const BagCounts& bags;
    const std::vector<std::uint64_t>& materials;
    const std::vector<bool>& tree_exists;
};

/// Throws Error (SINTER_INVALID_ARGUMENT) where a common material has another count in the two, which then
/// are not of one stream, and where no tree or no material is common.
[[nodiscard]] CommonBags common_bags(const Bagged& a, const Bagged& b);

/// Rows of tree predictions, one per tree of the whole forest, for the common trees and centred over them.
[[nodiscard]] RowMatrix centred_on(const CommonBags& common, const RowMatrix& predictions);

} // namespace sinter::plugins::random_forest
