// SPDX-License-Identifier: Apache-2.0
//
// Several labels as the trees read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

struct LabelKind {
    std::uint32_t class_count = 0; ///< 0: a number
    double weight = 1;             ///< how much its impurity counts, > 0

    /// What a leaf holds of it: a mean, or a share a class.
    [[nodiscard]] std::size_t outputs() const noexcept { return class_count > 0 ? class_count : 1; }
};

/// n rows of k labels. A number lies within -1 and 1, so sums and squares stay in range; a class is its
/// index; NaN is missing.
struct LabelTable {
    std::vector<LabelKind> kinds;
    std::vector<double> values; ///< row by row

    [[nodiscard]] double value(std::size_t row, std::size_t label) const noexcept {
        return values[row * kinds.size() + label];
    }
    [[nodiscard]] std::size_t outputs() const noexcept {
        std::size_t count = 0;
        for (const LabelKind& kind : kinds) {
            count += kind.outputs();
        }
        return count;
    }
};

/// A row that is in the bag.
struct WeightedRow {
    std::uint32_t row;
    double weight; ///< bag count x user's weight, > 0
};

} // namespace sinter::plugins::random_forest
