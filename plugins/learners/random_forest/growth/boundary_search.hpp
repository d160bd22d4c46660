// SPDX-License-Identifier: Apache-2.0
//
// The best boundary between groups of rows that stand in order, missing values on either side.
#pragma once

#include "plugins/learners/random_forest/growth/cut_scan.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// Groups of rows with equal values, in order, and the rows whose value is missing.
struct OrderedGroups {
    const std::int64_t* sums = nullptr; ///< as CutSums::sums: of all rows up to and with group i
    std::size_t stride = 0;
    std::size_t count = 0;
    const std::int64_t* missing = nullptr; ///< sums of the missing rows; null: none is missing
    std::size_t missing_rows = 0;
    /// How many rows stand up to and with group i; null where every cut leaves enough rows on both sides.
    const std::uint32_t* rows = nullptr;
};

/// Groups up to and with `boundary` go left. At the last one only missing values are on the right.
struct Boundary {
    bool found = false;
    std::size_t boundary = 0;
    bool missing_left = false;
    double fall = 0;
};

/// What a cut must beat and leave.
struct CutRules {
    double above = -1;        ///< its fall is greater
    double margin = 0;        ///< falls that differ by less are equal: the first boundary counts
    std::size_t min_leaf = 1; ///< rows on each side; needs `rows` of the groups where above 1
};

/// Boundaries from `begin` to before `end`, cut off at the groups there are. Of equal falls the lowest
/// boundary counts, then missing values on the right.
[[nodiscard]] Boundary best_boundary(const OrderedGroups& groups, const SumFormat& format,
                                     const std::vector<ScanColumn>& columns, const CutRules& rules,
                                     std::size_t begin = 0, std::size_t end = SIZE_MAX);

} // namespace sinter::plugins::random_forest
