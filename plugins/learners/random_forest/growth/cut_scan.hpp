// SPDX-License-Identifier: Apache-2.0
//
// The best of many cuts of one feature, from the sums left of each: the innermost loop of growing a tree.
//
// With W_k the weight of a node's rows that have target column k, and S_k(left) the sum of weight x (value -
// node mean) on the left side, the fall of the column's weighted sum of squares is
//   W_k S'^2 / (W_left W_right),   S' = S_left - (S_node / W_k) W_left,
// where S_node is not exactly 0 because sums are held as whole multiples of a unit (node_targets.hpp). The fall
// of a cut is the sum over the columns, each times its factor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// How fixed-point sums are read.
struct SumFormat {
    bool packed = true;  ///< sum and weight in one integer; else the weight and then the sum
    unsigned shift = 12; ///< packed: value = sum x 2^shift + weight

    [[nodiscard]] std::size_t integers() const noexcept { return packed ? 1 : 2; }
};

/// A target column that varies in the node.
struct ScanColumn {
    std::size_t place = 0; ///< of its first integer among those of a row
    double weight = 0;     ///< W_k, in units
    double excess = 0;     ///< S_node / W_k, in units
    double factor = 0;     ///< brings S'^2 / (W_left W_right) to scaled impurity: W_k and the units are in it
    double deviation = 0;  ///< no row's value is further from the mean: |sum| <= deviation x weight, in units
};

struct FoundCut {
    bool found = false;
    std::size_t index = 0;
    double fall = 0;
};

/// Sums left of cut i, for i in [begin, end): integer s of cut i is sums[s x stride + i] + offset[s]. Eight
/// more integers than `end` can be read in each run.
struct CutSums {
    const std::int64_t* sums = nullptr;
    std::size_t stride = 0;
    const std::int64_t* offset = nullptr; ///< null: zero
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The first cut whose fall is within `margin` (> 0) of the greatest, where that is above `above`. A cut with
/// a column's rows on one side only has no fall in it.
///
/// Vector instructions are chosen at run time (Highway); every level gives the same bits.
[[nodiscard]] FoundCut best_cut(const CutSums& cuts, const SumFormat& format,
                                const std::vector<ScanColumn>& columns, double above, double margin);

} // namespace sinter::plugins::random_forest
