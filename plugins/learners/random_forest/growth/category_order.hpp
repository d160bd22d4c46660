// SPDX-License-Identifier: Apache-2.0
//
// The order in which a node's categories are cut.
//
// For one number, or two classes, the best of all 2^(q-1) partitions of q categories is among the q - 1 that
// cut the categories ordered by their mean (Fisher 1958; Breiman et al. 1984, section 4.2.2). For several
// target columns they are ordered by the first principal component of their means, each column scaled as it
// counts in the impurity (Coppersmith, Hong, Hosking 1999, for class shares): the best cut of that order, not
// the best of all partitions.
#pragma once

#include "plugins/learners/random_forest/growth/cut_scan.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// The categories of a node: `stride` integers of each, not added up.
struct CategorySums {
    const std::int64_t* sums = nullptr;
    std::size_t stride = 0;
    std::size_t count = 0;
};

/// The categories in their order; of equal ones the one with the lower number comes first.
[[nodiscard]] std::vector<std::uint32_t> order_of_categories(const CategorySums& categories,
                                                             const SumFormat& format,
                                                             const std::vector<ScanColumn>& columns);

} // namespace sinter::plugins::random_forest
