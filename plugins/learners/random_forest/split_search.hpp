// SPDX-License-Identifier: Apache-2.0
//
// The best cut of one node: exact, over all features that are offered to it.
//
// With the labels centred at the node's mean, W the node's weight, W_L that of the left side and S_L the left
// side's sum of weight x label, the weighted sum of squares falls by W S_L^2 / (W_L W_R). Maximised is the
// fall / W.
#pragma once

#include "coded_features.hpp"
#include "cut.hpp"
#include "radix_sort.hpp"
#include "rank_keys.hpp"

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace sinter::plugins::random_forest {

/// What a row, or a group of rows, adds to a side of a cut.
struct Moment {
    double weight = 0;
    double sum = 0; ///< of weight x (label - node mean)
};

/// The node whose cut is searched; views.
struct NodeRows {
    const std::uint32_t* rows = nullptr; ///< row numbers of the features
    const Moment* moments = nullptr;     ///< of each row
    std::size_t count = 0;
    double weight = 0;   ///< of all rows
    double variance = 0; ///< weighted sum of squares / weight
};

/// Ties. Two falls that differ by less than 1e-10 of the node's sum of squares are equal: the sums of one and
/// the same partition, added in the order of another feature, differ by rounding. The first feature offered
/// wins, then the lowest cut, then missing values on the right.
///
/// Owns the scratch memory of one tree; not for sharing between threads.
template <class Code>
class SplitSearch {
public:
    SplitSearch(const CodedFeatures<Code>& features, std::size_t most_rows, std::size_t min_leaf);

    /// `node` stays in use until the next start.
    void start(const NodeRows& node);

    /// Looks for a better cut in this feature. False: the feature is constant in the node.
    bool offer(std::size_t feature);

    /// No further feature can replace the best cut.
    [[nodiscard]] bool settled() const noexcept { return best_.found && threshold_ >= node_.variance; }
    [[nodiscard]] const Cut<Code>& best() const noexcept { return best_; }

private:
    /// A code above the node's lowest, and the place of its row in the node, in one integer to sort.
    using SortKey = std::conditional_t<sizeof(Code) == 2, std::uint32_t, std::uint64_t>;
    static constexpr unsigned place_bits = sizeof(SortKey) * 4;

    struct Range {
        Code low;
        Code high;
    };

    [[nodiscard]] Range gather(const Code* column) noexcept;
    void gather_present(const Code* column);
    void search_by_rank(Range range);
    void search_by_counting(Range range);
    void search_sorted(Range range);
    void sort_keys(Range range);
    void try_sides(std::size_t place, Moment left, Code lower, bool last);

    [[nodiscard]] bool beats(Moment left) const noexcept {
        return left.sum * left.sum > threshold_ * (left.weight * (node_.weight - left.weight));
    }
    bool accept(Moment left) noexcept;
    void keep(Code lower, bool missing_left) noexcept { best_ = {feature_, lower, missing_left, true}; }

    const CodedFeatures<Code>* features_;
    std::size_t min_leaf_;
    NodeRows node_;
    Cut<Code> best_;
    double threshold_ = 0; ///< what a cut's fall / W has to exceed
    std::size_t feature_ = 0;

    // The rows of the node in which the feature at hand is present.
    std::size_t present_ = 0;
    const Moment* moments_ = nullptr;
    Moment missing_;
    std::vector<Code> codes_;
    std::vector<Moment> present_moments_;

    RankedKeys<Code> ranked_;
    std::vector<Moment> bins_; ///< all zero between searches
    std::vector<SortKey> keys_;
    std::vector<SortKey> spare_keys_;
};

} // namespace sinter::plugins::random_forest

#include "split_search.inl"
