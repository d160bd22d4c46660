// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/material_shares.hpp"

#include <algorithm>
#include <cstddef>

namespace sinter::plugins::random_forest {
namespace {

constexpr double euler = 2.718281828459045;

} // namespace

MaterialShares::MaterialShares(const BagCounts& bags) {
    const auto materials = static_cast<std::size_t>(bags.materials);
    const auto n = static_cast<double>(bags.materials);
    absent_.resize(materials);
    mean_.resize(materials);
    squares_.resize(materials);
    for (Index tree = 0; tree < bags.trees; ++tree) {
        const std::uint8_t* counts = bags.of_tree(tree);
        for (std::size_t i = 0; i < materials; ++i) {
            const double count = counts[i];
            absent_[i] += count == 0 ? 1 : 0;
            mean_[i] += count;
            squares_[i] += count * count;
        }
    }
    for (std::size_t i = 0; i < materials; ++i) {
        mean_[i] /= static_cast<double>(bags.trees);
        shares_.push_back(absent_[i] > 0 ? TermShares{0.5, 0.5 * (n - 1) / n, 0.5 * euler}
                                         : TermShares{1, 0, 1});
    }
}

MaterialColumns MaterialShares::columns(const BagCounts& bags, Index first) const {
    const Index count = std::min(materials_at_once, bags.materials - first);
    const auto trees = static_cast<double>(bags.trees);
    MaterialColumns c{RowMatrix(bags.trees, count), RowMatrix(bags.trees, count)};
    for (Index tree = 0; tree < bags.trees; ++tree) {
        const std::uint8_t* counts = bags.of_tree(tree) + first;
        for (Index i = 0; i < count; ++i) {
            const double bags_without = absent(first + i);
            const double present = bags_without > 0 ? -1 / trees : 0;
            c.infinitesimal(tree, i) = (counts[i] - mean_count(first + i)) / trees;
            c.after(tree, i) = counts[i] == 0 ? 1 / bags_without + present : present;
        }
    }
    return c;
}

} // namespace sinter::plugins::random_forest
