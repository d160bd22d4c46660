// SPDX-License-Identifier: Apache-2.0
//
// Growing one structure for several labels, missing ones allowed, on one bag.
#pragma once

#include "coded_features.hpp"
#include "grow_tree.hpp"
#include "impurity.hpp"
#include "label_table.hpp"
#include "label_tree.hpp"

#include <sinter/random.hpp>

#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// Grows as grow_tree does, with the same draws in the same order: on one number without missing values both
/// give the same tree. A node is a leaf when no label varies in it, when max_depth is reached or when no
/// admissible cut exists. `min_leaf` and the heavier side (for values that are missing only at prediction)
/// go by all rows of the bag, whatever labels they have.
///
/// `split_stream` names the feature draws. An empty bag gives no nodes.
template <class Code>
[[nodiscard]] SharedTree grow_label_trees(const CodedFeatures<Code>& features, const LabelTable& labels,
                                          const std::vector<WeightedRow>& bag, const TreeLimits& limits,
                                          Normalise normalise, Stream split_stream);

extern template SharedTree grow_label_trees(const CodedFeatures<std::uint16_t>&, const LabelTable&,
                                            const std::vector<WeightedRow>&, const TreeLimits&, Normalise,
                                            Stream);
extern template SharedTree grow_label_trees(const CodedFeatures<std::uint32_t>&, const LabelTable&,
                                            const std::vector<WeightedRow>&, const TreeLimits&, Normalise,
                                            Stream);

} // namespace sinter::plugins::random_forest
