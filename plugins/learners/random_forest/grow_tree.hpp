// SPDX-License-Identifier: Apache-2.0
//
// Growing one regression tree on one bag.
#pragma once

#include "coded_features.hpp"
#include "tree.hpp"

#include <sinter/random.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// How far and how a tree grows.
struct TreeLimits {
    std::size_t mtry = 1; ///< features tried a node; those constant in the node do not count
    std::size_t min_leaf =
        1; ///< distinct rows of the bag that each side of a cut must hold, whatever their weight
    std::size_t max_depth = 0; ///< splits between root and leaf; 0: no limit
};

/// A row that is in the bag.
struct BagRow {
    std::uint32_t row;
    double weight; ///< bag count x user's weight, > 0
    double label;  ///< finite, |label| <= 1: sums and squares stay in range
};

/// Grows depth first, left before right, the random draws being made in that order.
///
/// A node is a leaf when its labels are equal, when max_depth is reached or when no admissible cut exists. A
/// cut without a fall is admissible: the next one may have one. Leaf values are weighted means x
/// `label_scale`. A missing value goes to the side chosen in training; where the node had none missing, to
/// the heavier side.
///
/// `split_stream` names the feature draws. An empty bag gives an empty tree.
template <class Code>
[[nodiscard]] Tree grow_tree(const CodedFeatures<Code>& features, const std::vector<BagRow>& bag,
                             const TreeLimits& limits, Stream split_stream, double label_scale);

extern template Tree grow_tree(const CodedFeatures<std::uint16_t>&, const std::vector<BagRow>&,
                               const TreeLimits&, Stream, double);
extern template Tree grow_tree(const CodedFeatures<std::uint32_t>&, const std::vector<BagRow>&,
                               const TreeLimits&, Stream, double);

} // namespace sinter::plugins::random_forest
