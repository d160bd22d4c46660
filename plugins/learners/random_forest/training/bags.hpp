// SPDX-License-Identifier: Apache-2.0
//
// Which materials a tree is grown on, and how often each counts.
#pragma once

#include <sinter/random.hpp>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

enum class BagKind {
    poisson, ///< each material's count is Poisson(1), named by its key: forests on the same stream share bags
    multinomial ///< as many draws with replacement as there are materials
};

/// N_bi: how often material i counts in the bag of tree b. All rows of a material share the count.
struct BagCounts {
    Index trees = 0;
    Index materials = 0;
    std::vector<std::uint8_t> counts; ///< trees x materials, tree by tree

    [[nodiscard]] const std::uint8_t* of_tree(Index tree) const { return counts.data() + tree * materials; }
};

/// Trees first_tree .. first_tree + trees - 1. Materials are in the order of `keys`, which are sorted and
/// distinct. Poisson counts depend on the stream, the tree's number and the material's own key only;
/// multinomial ones on all keys.
[[nodiscard]] BagCounts draw_bags(BagKind kind, Stream stream, Index trees, Span<std::uint64_t> keys,
                                  Index first_tree = 0);

/// The distinct keys, sorted.
[[nodiscard]] std::vector<std::uint64_t> distinct_keys(Span<std::uint64_t> keys);

/// Where `key` stands among sorted keys, or -1.
[[nodiscard]] Index place_of(std::uint64_t key, const std::vector<std::uint64_t>& sorted);
/// The same for each of several keys.
[[nodiscard]] std::vector<Index> places_of(Span<std::uint64_t> keys,
                                           const std::vector<std::uint64_t>& sorted);

} // namespace sinter::plugins::random_forest
