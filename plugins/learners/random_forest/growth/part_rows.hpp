// SPDX-License-Identifier: Apache-2.0
//
// From the cut of a large node to the rows of its children.
#pragma once

#include "plugins/learners/random_forest/growth/grown_tree.hpp"
#include "plugins/learners/random_forest/growth/large_node.hpp"
#include "plugins/learners/random_forest/training/growth_options.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

struct PartedRows {
    std::size_t left_count = 0;
    bool default_left = false; ///< where values go that are missing, or of a level the node does not hold
    ChosenCut cut;
};

/// Parts `count` rows of a node, stably: the left ones come first. `weights` by row number; `spare` is scratch memory.
[[nodiscard]] PartedRows part_rows(const CodedFeatures& features, Cuts cuts, const LargeCut& cut,
                                   std::uint32_t* rows, std::size_t count, const std::vector<double>& weights,
                                   std::vector<std::uint32_t>& spare);

} // namespace sinter::plugins::random_forest
