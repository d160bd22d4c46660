// SPDX-License-Identifier: Apache-2.0
//
// The best cut of a node whose rows stand in lists, one per feature, in the feature's order.
#pragma once

#include "plugins/learners/random_forest/growth/boundary_search.hpp"
#include "plugins/learners/random_forest/growth/category_order.hpp"
#include "plugins/learners/random_forest/growth/feature_lists.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// A node's run of one list.
struct ListRun {
    const FeatureLists::Entry* entries = nullptr;
    std::size_t count = 0;
};

/// Those whose value is not missing; they stand first.
[[nodiscard]] inline std::size_t present_entries(ListRun run) noexcept {
    std::size_t present = run.count;
    while (present > 0 && FeatureLists::is_missing(run.entries[present - 1])) {
        --present;
    }
    return present;
}

/// How many entries stand up to and with group `group` of equal values.
[[nodiscard]] inline std::size_t entries_up_to(std::size_t group, ListRun run) noexcept {
    const std::size_t present = present_entries(run);
    std::size_t ended = 0;
    for (std::size_t i = 1; i < present; ++i) {
        ended += FeatureLists::same_value(run.entries[i - 1], run.entries[i]) ? 0 : 1;
        if (ended > group) {
            return i;
        }
    }
    return present;
}

/// The node and what a cut of it must beat.
struct NodeSums {
    const std::int64_t* of_place = nullptr; ///< `stride` integers a place
    const SumFormat* format = nullptr;
    const std::vector<ScanColumn>* columns = nullptr;
};

/// Stride: how many integers a row has; 0: known at run time only.
/// Owns scratch memory; not for sharing between threads.
template <std::size_t Stride>
class ListSearch {
public:
    ListSearch(std::size_t most_rows, std::size_t stride);

    /// Adds up the run's groups. False: the feature is constant in the node.
    bool scan(const NodeSums& node, ListRun run, bool may_be_missing, bool count_rows);

    /// Of the scan: the best boundary of its groups in their order, or of a range of them.
    [[nodiscard]] Boundary best(const NodeSums& node, const CutRules& rules, std::size_t begin = 0,
                                std::size_t end = SIZE_MAX) const;

    /// Of the scan of a category: its groups, not added up, for category_order.hpp.
    [[nodiscard]] CategorySums categories();
    /// After categories(): puts the groups into this order.
    void reorder(const std::vector<std::uint32_t>& order);
    /// After reorder(): the codes up to and with the boundary.
    [[nodiscard]] std::vector<std::uint32_t> codes_up_to(std::size_t boundary, ListRun run) const;

    [[nodiscard]] std::size_t present() const noexcept { return present_; }

private:
    [[nodiscard]] std::size_t stride() const noexcept { return Stride > 0 ? Stride : run_time_stride_; }
    template <bool CountRows>
    void add_up(const NodeSums& node, const FeatureLists::Entry* entries);
    void add_up_missing(const NodeSums& node, ListRun run);

    std::size_t run_time_stride_;
    std::size_t capacity_;
    std::vector<std::int64_t> sums_; ///< integer by integer, `capacity_` each
    std::vector<std::int64_t> each_; ///< group by group, not added up
    std::vector<std::uint32_t> rows_of_each_;
    std::vector<std::int64_t> so_far_;
    std::vector<std::int64_t> missing_sums_;
    std::vector<std::uint32_t> rows_; ///< up to and with each group
    std::vector<std::uint32_t> order_;
    std::size_t groups_ = 0;
    std::size_t present_ = 0;
    std::size_t missing_ = 0;
    bool rows_counted_ = false;
};

} // namespace sinter::plugins::random_forest

#include "plugins/learners/random_forest/growth/choose_small_cut.inl"
