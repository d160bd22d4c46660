// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

namespace sinter::plugins::random_forest {

template <std::size_t Stride>
ListSearch<Stride>::ListSearch(std::size_t most_rows, std::size_t stride)
    : run_time_stride_(stride), capacity_(most_rows + 8), sums_(capacity_ * stride), so_far_(stride),
      missing_sums_(stride), rows_(most_rows + 1) {}

template <std::size_t Stride>
bool ListSearch<Stride>::scan(const NodeSums& node, ListRun run, bool may_be_missing, bool count_rows) {
    present_ = may_be_missing ? present_entries(run) : run.count;
    missing_ = run.count - present_;
    if (present_ == 0 ||
        (missing_ == 0 && FeatureLists::same_value(run.entries[0], run.entries[present_ - 1]))) {
        return false;
    }
    rows_counted_ = count_rows;
    if (count_rows) {
        add_up<true>(node, run.entries);
    } else {
        add_up<false>(node, run.entries);
    }
    if (missing_ > 0) {
        add_up_missing(node, run);
    }
    return true;
}

/// Every entry writes its group's sums so far, and the last one of a group stays: a test for the end of the
/// group would cost more than the stores.
template <std::size_t Stride>
template <bool CountRows>
void ListSearch<Stride>::add_up(const NodeSums& node, const FeatureLists::Entry* entries) {
    const std::size_t width = stride();
    const std::int64_t* const of_place = node.of_place;
    std::int64_t* const sums = sums_.data();
    std::size_t group = 0;
    if constexpr (Stride == 1) {
        const FeatureLists::Entry* const last = entries + present_ - 1;
        std::int64_t so_far = 0;
        for (const FeatureLists::Entry* entry = entries; entry != last; ++entry) {
            so_far += of_place[FeatureLists::place(*entry)];
            sums[group] = so_far;
            if constexpr (CountRows) {
                rows_[group] = static_cast<std::uint32_t>(entry - entries + 1);
            }
            group += FeatureLists::same_value(entry[0], entry[1]) ? 0 : 1;
        }
        sums[group] = so_far + of_place[FeatureLists::place(*last)];
    } else {
        // In registers where the stride is known.
        std::array<std::int64_t, Stride> local{};
        std::int64_t* so_far = local.data();
        if constexpr (Stride == 0) {
            so_far = so_far_.data();
            std::fill_n(so_far, width, 0);
        }
        const std::size_t present = present_;
        const std::size_t capacity = capacity_;
        for (std::size_t i = 0; i < present; ++i) {
            const std::int64_t* const row = of_place + FeatureLists::place(entries[i]) * width;
            for (std::size_t s = 0; s < width; ++s) {
                so_far[s] += row[s];
                sums[s * capacity + group] = so_far[s];
            }
            if constexpr (CountRows) {
                rows_[group] = static_cast<std::uint32_t>(i + 1);
            }
            const bool ends = i + 1 < present && !FeatureLists::same_value(entries[i], entries[i + 1]);
            group += ends ? 1 : 0;
        }
    }
    groups_ = group + 1;
    if constexpr (CountRows) {
        rows_[group] = static_cast<std::uint32_t>(present_);
    }
}

template <std::size_t Stride>
void ListSearch<Stride>::add_up_missing(const NodeSums& node, ListRun run) {
    const std::size_t width = stride();
    std::fill_n(missing_sums_.data(), width, 0);
    for (std::size_t i = present_; i < run.count; ++i) {
        const std::int64_t* const row = node.of_place + FeatureLists::place(run.entries[i]) * width;
        for (std::size_t s = 0; s < width; ++s) {
            missing_sums_[s] += row[s];
        }
    }
}

template <std::size_t Stride>
Boundary ListSearch<Stride>::best(const NodeSums& node, const CutRules& rules, std::size_t begin,
                                  std::size_t end) const {
    const OrderedGroups groups{sums_.data(), capacity_,
                               groups_,      missing_ > 0 ? missing_sums_.data() : nullptr,
                               missing_,     rows_counted_ ? rows_.data() : nullptr};
    return best_boundary(groups, *node.format, *node.columns, rules, begin, end);
}

template <std::size_t Stride>
CategorySums ListSearch<Stride>::categories() {
    const std::size_t width = stride();
    each_.resize(groups_ * width);
    rows_of_each_.assign(groups_, 0);
    for (std::size_t group = 0; group < groups_; ++group) {
        for (std::size_t s = 0; s < width; ++s) {
            const std::int64_t* sums = sums_.data() + s * capacity_;
            each_[group * width + s] = sums[group] - (group > 0 ? sums[group - 1] : 0);
        }
        if (rows_counted_) {
            rows_of_each_[group] = rows_[group] - (group > 0 ? rows_[group - 1] : 0);
        }
    }
    return {each_.data(), width, groups_};
}

template <std::size_t Stride>
void ListSearch<Stride>::reorder(const std::vector<std::uint32_t>& order) {
    const std::size_t width = stride();
    order_ = order;
    for (std::size_t i = 0; i < groups_; ++i) {
        for (std::size_t s = 0; s < width; ++s) {
            std::int64_t* sums = sums_.data() + s * capacity_;
            sums[i] = each_[order[i] * width + s] + (i > 0 ? sums[i - 1] : 0);
        }
        rows_[i] = rows_of_each_[order[i]] + (i > 0 ? rows_[i - 1] : 0);
    }
}

template <std::size_t Stride>
std::vector<std::uint32_t> ListSearch<Stride>::codes_up_to(std::size_t boundary, ListRun run) const {
    std::vector<std::uint32_t> code_of_group;
    for (std::size_t i = 0; i < present_; ++i) {
        if (i == 0 || !FeatureLists::same_value(run.entries[i - 1], run.entries[i])) {
            code_of_group.push_back(static_cast<std::uint32_t>(FeatureLists::code(run.entries[i])));
        }
    }
    std::vector<std::uint32_t> codes;
    for (std::size_t i = 0; i <= boundary; ++i) {
        codes.push_back(code_of_group[order_[i]]);
    }
    return codes;
}

} // namespace sinter::plugins::random_forest
