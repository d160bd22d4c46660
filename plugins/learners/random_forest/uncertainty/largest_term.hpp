// SPDX-License-Identifier: Apache-2.0
//
// Which materials' jackknife terms may be the largest of a prediction, found in single precision.
//
// IJ_i and J_i are sums of t_b over the trees where N_bi is 0, at least 2, at least 3 ...; trees are taken
// six at a time, the sums over each of their 64 subsets are tabulated once, and a material adds one table
// entry for six trees (the "four Russians" product of Arlazarov, Dinic, Kronrod, Faradzev 1970). The rounding
// error is bounded, so that the largest term is always among the materials that are named.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/uncertainty/material_shares.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// Immutable; holds about a byte for each tree and material.
class LargestTerm {
public:
    /// Predictions that are screened together.
    static constexpr std::size_t lanes = 32;
    using Candidates = std::array<std::vector<Index>, lanes>;

    LargestTerm(const BagCounts& bags, const MaterialShares& shares);

    /// For columns first .. first + 31 of `centred` (trees x rows; fewer at its end): the materials whose
    /// terms may be the largest, in rising order. A column of zeros has none.
    [[nodiscard]] Candidates candidates(const RowMatrix& centred, Index first) const;

    /// The squares of the two sums and t't, in units of 1/B^2, make the term with these.
    struct Weights {
        float infinitesimal, after, bias;
    };
    /// A bag that counts a material more than three times.
    struct HighCount {
        std::uint32_t tree;
        float beyond; ///< N_bi - 3
    };

private:
    void add_bags(const BagCounts& bags);
    void add_high_counts(const BagCounts& bags);

    Index materials_;
    Index groups_;                         ///< of six trees; filled up to a multiple of three
    std::vector<std::uint16_t> subsets_;   ///< group by group, material by material: N = 0, N >= 2, N >= 3
    std::vector<HighCount> high_counts_;   ///< material by material
    std::vector<std::size_t> high_starts_; ///< in high_counts_; one more than materials
    std::vector<Weights> weights_;
    double tolerance_ = 0; ///< of the difference of two terms, in units of t't / B^2
};

} // namespace sinter::plugins::random_forest
