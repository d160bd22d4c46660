// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/large_node_search.hpp"

#include "plugins/learners/random_forest/growth/category_order.hpp"
#include "plugins/learners/random_forest/growth/feature_draw.hpp"
#include "plugins/learners/random_forest/growth/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

constexpr double none = std::numeric_limits<double>::infinity();

bool values_differ(const CodedFeatures& features, const LargeNode& node, std::size_t feature) {
    const double first = features.value(node.rows[0], feature);
    return std::any_of(node.rows, node.rows + node.count,
                       [&](std::uint32_t row) { return features.value(row, feature) != first; });
}

LargeCut cut_at(const Boundary& found, std::size_t feature) {
    LargeCut cut;
    cut.found = found.found;
    cut.feature = feature;
    cut.fall = found.fall;
    cut.missing_left = found.missing_left;
    return cut;
}

/// Sums left of one cut after the other, integer by integer, and how many rows are there.
class GroupList {
public:
    GroupList(std::size_t most, std::size_t stride)
        : capacity_(most + 8), stride_(stride), sums_(capacity_ * stride) {}

    void add(const std::vector<std::int64_t>& so_far, std::uint32_t rows) {
        for (std::size_t s = 0; s < stride_; ++s) {
            sums_[s * capacity_ + rows_.size()] = so_far[s];
        }
        rows_.push_back(rows);
    }
    /// The last group again.
    void replace_last(const std::vector<std::int64_t>& so_far, std::uint32_t rows) {
        rows_.pop_back();
        add(so_far, rows);
    }
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] OrderedGroups groups(const std::vector<std::int64_t>& missing,
                                       std::size_t missing_rows) const {
        return {sums_.data(), capacity_,   rows_.size(), missing_rows > 0 ? missing.data() : nullptr,
                missing_rows, rows_.data()};
    }

private:
    std::size_t capacity_;
    std::size_t stride_;
    std::vector<std::int64_t> sums_;
    std::vector<std::uint32_t> rows_;
};

/// The levels of a category that the node holds.
struct LevelGroups {
    std::vector<std::uint32_t> codes;
    std::vector<std::int64_t> sums; ///< level by level
    std::vector<std::uint32_t> rows;
    std::vector<std::int64_t> missing;
    std::uint32_t missing_rows = 0;
};

LevelGroups groups_of_levels(const CodedFeatures& features, const LargeNode& node, std::size_t feature) {
    const std::size_t levels = features.levels(feature);
    const std::uint16_t* codes = features.column(feature);
    std::vector<std::int64_t> sums((levels + 1) * node.stride);
    std::vector<std::uint32_t> rows(levels + 1);
    for (std::size_t i = 0; i < node.count; ++i) {
        const std::size_t level = std::min<std::size_t>(codes[node.rows[i]], levels); // the last: missing
        ++rows[level];
        for (std::size_t s = 0; s < node.stride; ++s) {
            sums[level * node.stride + s] += node.sums[i * node.stride + s];
        }
    }
    LevelGroups groups;
    for (std::size_t level = 0; level < levels; ++level) {
        if (rows[level] > 0) {
            groups.codes.push_back(static_cast<std::uint32_t>(level));
            groups.rows.push_back(rows[level]);
            const auto first = sums.begin() + static_cast<std::ptrdiff_t>(level * node.stride);
            groups.sums.insert(groups.sums.end(), first, first + static_cast<std::ptrdiff_t>(node.stride));
        }
    }
    groups.missing.assign(sums.end() - static_cast<std::ptrdiff_t>(node.stride), sums.end());
    groups.missing_rows = rows[levels];
    return groups;
}

/// The best boundary of the levels in this order, or the one at `only`.
LargeCut best_of_order(const LevelGroups& levels, const LargeNode& node, std::size_t feature,
                       const std::vector<std::uint32_t>& order, const CutRules& rules,
                       std::optional<std::size_t> only) {
    GroupList list(order.size(), node.stride);
    std::vector<std::int64_t> so_far(node.stride);
    std::uint32_t rows = 0;
    for (const std::uint32_t level : order) {
        for (std::size_t s = 0; s < node.stride; ++s) {
            so_far[s] += levels.sums[level * node.stride + s];
        }
        list.add(so_far, rows += levels.rows[level]);
    }
    const Boundary found = best_boundary(list.groups(levels.missing, levels.missing_rows), *node.format,
                                         *node.columns, rules, only.value_or(0), only ? *only + 1 : SIZE_MAX);
    LargeCut cut = cut_at(found, feature);
    for (std::size_t i = 0; found.found && i <= found.boundary; ++i) {
        cut.left_codes.push_back(levels.codes[order[i]]);
    }
    return cut;
}

BinnedFeature search_levels(const CodedFeatures& features, const LargeNode& node, std::size_t feature,
                            const CutRules& rules) {
    const LevelGroups levels = groups_of_levels(features, node, feature);
    BinnedFeature result{feature, false, {}, -1};
    if (levels.codes.empty() || (levels.codes.size() == 1 && levels.missing_rows == 0)) {
        return result;
    }
    result.varies = true;
    const auto order = order_of_categories({levels.sums.data(), node.stride, levels.codes.size()},
                                           *node.format, *node.columns);
    result.best = best_of_order(levels, node, feature, order, rules, std::nullopt);
    return result;
}

} // namespace

BinnedFeature search_bins(const CodedFeatures& features, const LargeNode& node, std::size_t feature,
                          const CutRules& rules, Engine engine) {
    if (features.levels(feature) > 0) {
        return search_levels(features, node, feature, rules);
    }
    const Histogram histogram(features, node, feature, rules.min_leaf > 1);
    BinnedFeature result{feature, false, {}, -1};
    if (histogram.no_value() || (histogram.one_bin_only() && !values_differ(features, node, feature))) {
        return result;
    }
    result.varies = true;
    const Boundary found =
        best_boundary(histogram.groups(), *node.format, *node.columns, rules, histogram.first());
    result.best = cut_at(found, feature);
    result.best.last_bin = found.boundary;
    if (engine == Engine::histogram && found.found) {
        return result;
    }
    for (std::size_t bin = 0; bin < CodedFeatures::bins && !features.one_value_a_bin(feature); ++bin) {
        if (!histogram.empty(bin)) {
            result.bound = std::max(result.bound, histogram.bound_inside(bin, node));
        }
    }
    return result;
}

namespace {

/// A row in a bin that is looked into.
struct InsideRow {
    double value;
    std::uint32_t place; ///< in the node
};

/// Where a group of the refined order ends.
struct GroupEnd {
    std::size_t bin;
    double value; ///< `none`: with the bin
};

/// Goes through a histogram bin by bin, through those that are looked into value by value.
class Refined {
public:
    Refined(const LargeNode& node, const Histogram& histogram, std::vector<InsideRow> inside,
            std::size_t most)
        : node_(&node), histogram_(&histogram), inside_(std::move(inside)), list_(most, node.stride),
          so_far_(node.stride) {}

    void add_bin(std::size_t bin, std::uint32_t rows) {
        for (std::size_t s = 0; s < node_->stride; ++s) {
            so_far_[s] = histogram_->sum_up_to(bin, s);
        }
        list_.add(so_far_, rows_ += rows);
        ends_.push_back({bin, none});
    }
    /// The next `rows` of the inside rows.
    void add_values(std::size_t bin, std::uint32_t rows) {
        for (const std::size_t end = next_ + rows; next_ < end; ++next_) {
            const InsideRow& row = inside_[next_];
            for (std::size_t s = 0; s < node_->stride; ++s) {
                so_far_[s] += node_->sums[row.place * node_->stride + s];
            }
            ++rows_;
            const bool same = !ends_.empty() && ends_.back().bin == bin && ends_.back().value == row.value;
            if (same) {
                list_.replace_last(so_far_, rows_);
            } else {
                list_.add(so_far_, rows_);
                ends_.push_back({bin, row.value});
            }
        }
    }
    [[nodiscard]] const GroupList& list() const noexcept { return list_; }
    [[nodiscard]] const GroupEnd& end(std::size_t group) const noexcept { return ends_[group]; }

private:
    const LargeNode* node_;
    const Histogram* histogram_;
    std::vector<InsideRow> inside_;
    GroupList list_;
    std::vector<std::int64_t> so_far_;
    std::vector<GroupEnd> ends_;
    std::size_t next_ = 0;
    std::uint32_t rows_ = 0;
};

} // namespace

LargeCut search_inside_bins(const CodedFeatures& features, const LargeNode& node, std::size_t feature,
                            const CutRules& rules, double at_least) {
    Histogram histogram(features, node, feature, true);
    histogram.add_sizes(features, node, feature);
    std::vector<bool> look_inside(CodedFeatures::bins + 1);
    for (std::size_t bin = 0; bin < CodedFeatures::bins; ++bin) {
        look_inside[bin] = !histogram.empty(bin) && histogram.bound_inside(bin, node) >= at_least;
    }
    const std::uint16_t* codes = features.column(feature);
    std::vector<InsideRow> inside;
    for (std::size_t i = 0; i < node.count; ++i) {
        if (look_inside[bin_of(codes[node.rows[i]])]) {
            inside.push_back({features.value(node.rows[i], feature), static_cast<std::uint32_t>(i)});
        }
    }
    std::sort(inside.begin(), inside.end(), [](const InsideRow& a, const InsideRow& b) {
        return a.value != b.value ? a.value < b.value : a.place < b.place;
    });
    Refined refined(node, histogram, inside, CodedFeatures::bins + inside.size());
    for (std::size_t bin = 0; bin < CodedFeatures::bins; ++bin) {
        if (look_inside[bin]) {
            refined.add_values(bin, histogram.rows_in(bin));
        } else if (!histogram.empty(bin)) {
            refined.add_bin(bin, histogram.rows_in(bin));
        }
    }
    const Boundary found = best_boundary(refined.list().groups(histogram.missing_sums(), histogram.missing()),
                                         *node.format, *node.columns, rules);
    LargeCut cut = cut_at(found, feature);
    if (found.found) {
        cut.last_bin = refined.end(found.boundary).bin;
        cut.last_value = refined.end(found.boundary).value;
    }
    return cut;
}

namespace {

LargeCut random_level_cut(const LevelGroups& levels, const LargeNode& node, std::size_t feature,
                          const CutRules& rules, FeatureDraw& draw) {
    std::vector<std::uint32_t> order(levels.codes.size());
    std::iota(order.begin(), order.end(), 0U);
    if (order.size() == 1) {
        return best_of_order(levels, node, feature, order, rules, std::nullopt);
    }
    const std::vector<bool> left = random_subset(order.size(), draw);
    const auto right =
        std::stable_partition(order.begin(), order.end(), [&](std::uint32_t level) { return left[level]; });
    return best_of_order(levels, node, feature, order, rules,
                         static_cast<std::size_t>(right - order.begin()) - 1);
}

/// The two sides of a cut at `value`, as groups.
LargeCut number_cut(const CodedFeatures& features, const LargeNode& node, std::size_t feature, double value,
                    const CutRules& rules) {
    std::vector<std::int64_t> left(node.stride);
    std::vector<std::int64_t> present(node.stride);
    std::vector<std::int64_t> missing(node.stride);
    std::uint32_t left_rows = 0;
    std::uint32_t present_rows = 0;
    for (std::size_t i = 0; i < node.count; ++i) {
        const double x = features.value(node.rows[i], feature);
        const bool is_left = x <= value;
        left_rows += is_left ? 1 : 0;
        present_rows += std::isnan(x) ? 0 : 1;
        for (std::size_t s = 0; s < node.stride; ++s) {
            const std::int64_t sum = node.sums[i * node.stride + s];
            left[s] += is_left ? sum : 0;
            (std::isnan(x) ? missing : present)[s] += sum;
        }
    }
    GroupList list(2, node.stride);
    list.add(left, left_rows);
    if (left_rows < present_rows) {
        list.add(present, present_rows);
    }
    const Boundary found = best_boundary(list.groups(missing, node.count - present_rows), *node.format,
                                         *node.columns, rules, 0, 1);
    LargeCut cut = cut_at(found, feature);
    cut.last_value = value;
    return cut;
}

} // namespace

std::optional<LargeCut> search_random(const CodedFeatures& features, const LargeNode& node,
                                      std::size_t feature, const CutRules& rules, FeatureDraw& draw) {
    if (features.levels(feature) > 0) {
        const LevelGroups levels = groups_of_levels(features, node, feature);
        if (levels.codes.empty() || (levels.codes.size() == 1 && levels.missing_rows == 0)) {
            return std::nullopt;
        }
        return random_level_cut(levels, node, feature, rules, draw);
    }
    double low = none;
    double high = -none;
    bool some_missing = false;
    for (std::size_t i = 0; i < node.count; ++i) {
        const double value = features.value(node.rows[i], feature);
        some_missing = some_missing || std::isnan(value);
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (low > high || (low == high && !some_missing)) {
        return std::nullopt;
    }
    const double value = low < high ? random_cut(low, high, draw.uniform()) : none;
    return number_cut(features, node, feature, value, rules);
}

} // namespace sinter::plugins::random_forest
