// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/feature_draw.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace sinter::plugins::random_forest {

/// Nodes of at most so many rows keep no lists of their own: they pick their rows out of those of the node
/// above that was the first to be so small. That costs a look at all rows of that node for each feature
/// drawn, where parting the lists costs one at each row for all features.
constexpr std::size_t rows_that_pick = 32;

template <std::size_t Stride>
SubtreeGrower<Stride>::SubtreeGrower(const CodedFeatures& features, const TargetColumns& columns,
                                     const Growth& growth, const NodeTargets& root_targets)
    : features_(&features), columns_(&columns), growth_(growth), targets_(root_targets),
      search_(growth.subtree_rows, root_targets.integers()), draw_(Stream(0)),
      values_(growth.subtree_rows * columns.size()), weights_(growth.subtree_rows),
      sums_(growth.subtree_rows * root_targets.integers()), places_(growth.subtree_rows),
      spare_places_(growth.subtree_rows), goes_left_(growth.subtree_rows), in_node_(growth.subtree_rows),
      picked_(rows_that_pick + 1) {
    rules_.min_leaf = growth.limits.min_leaf;
}

template <std::size_t Stride>
void SubtreeGrower<Stride>::take_rows(const SubtreeRoot& root, const double* weights) {
    root_ = &root;
    for (std::size_t i = 0; i < root.count; ++i) {
        const double* values = columns_->row(root.rows[i]);
        std::copy_n(values, columns_->size(), values_.data() + i * columns_->size());
        weights_[i] = weights[root.rows[i]];
        places_[i] = static_cast<std::uint16_t>(i);
    }
}

template <std::size_t Stride>
SharedTree SubtreeGrower<Stride>::grow(const SubtreeRoot& root, const double* weights) {
    take_rows(root, weights);
    candidates_.reset(root.candidates.size());
    draw_ = FeatureDraw(root.draws);
    leaves_ = 0;
    tree_ = {};
    tree_.falls.assign(features_->size(), 0.0);
    tree_.nodes.push_back(Node::leaf(0));
    add_child({0, 0, root.count, root.depth, candidates_.all(), {0, root.count, 0}});
    if (!pending_.empty()) {
        lists_.start(*features_, root.rows, root.count, root.candidates);
    }
    while (!pending_.empty()) {
        const Pending node = pending_.back();
        pending_.pop_back();
        grow_node(node);
    }
    return std::move(tree_);
}

/// Makes the node a leaf, or keeps it to be grown.
template <std::size_t Stride>
void SubtreeGrower<Stride>::add_child(const Pending& child) {
    const TreeLimits& limits = growth_.limits;
    targets_.summarise({values_.data(), weights_.data()}, places_.data() + child.first, child.count);
    const bool deep_enough = limits.max_depth > 0 && child.depth >= limits.max_depth;
    if (targets_.pure() || deep_enough || child.count < 2 * limits.min_leaf) {
        add_leaf(tree_, child.node, leaves_++, targets_);
    } else {
        pending_.push_back(child);
    }
}

template <std::size_t Stride>
void SubtreeGrower<Stride>::grow_node(const Pending& node) {
    const std::uint16_t* places = places_.data() + node.first;
    const TargetRows rows{values_.data(), weights_.data()};
    targets_.summarise(rows, places, node.count);
    targets_.hold_sums(
        rows, places, node.count, [&](std::size_t i) { return places[i]; }, sums_.data());
    greatest_fall_ = targets_.greatest_fall(rows, places, node.count);
    const bool picks = node.lists.count != node.count;
    if (picks) {
        mark_rows(node, 1);
    }
    search(node);
    if (best_.found) {
        split(node);
    } else {
        add_leaf(tree_, node.node, leaves_++, targets_);
    }
    if (picks) {
        mark_rows(node, 0);
    }
}

template <std::size_t Stride>
void SubtreeGrower<Stride>::mark_rows(const Pending& node, std::uint8_t mark) {
    for (std::size_t i = node.first; i < node.first + node.count; ++i) {
        in_node_[places_[i]] = mark;
    }
}

/// Offers features in random order, without replacement, until mtry that vary were offered.
template <std::size_t Stride>
void SubtreeGrower<Stride>::search(const Pending& node) {
    best_.found = false;
    rules_.above = -1; // any cut is better than none, even one without a fall
    rules_.margin = 1e-10 * targets_.impurity();
    candidates_.start(node.candidates);
    std::size_t tried = 0;
    while (tried < growth_.limits.mtry && !targets_.scan_columns().empty()) {
        if (best_.found && rules_.above >= greatest_fall_) {
            return; // no further feature can replace it
        }
        const auto slot = candidates_.draw(draw_);
        if (!slot) {
            return;
        }
        if (offer(node, *slot)) {
            ++tried;
        } else {
            candidates_.mark_constant(*slot);
        }
    }
}

template <std::size_t Stride>
ListRun SubtreeGrower<Stride>::run_of(const Pending& node, std::size_t slot) {
    lists_.require(slot);
    const FeatureLists::Entry* entries = lists_.list(node.lists.buffer, slot) + node.lists.first;
    if (node.lists.count == node.count) {
        return {entries, node.count};
    }
    std::size_t picked = 0;
    for (std::size_t i = 0; i < node.lists.count; ++i) {
        picked_[picked] = entries[i];
        picked += in_node_[FeatureLists::place(entries[i])];
    }
    return {picked_.data(), node.count};
}

/// False: the feature is constant in the node.
template <std::size_t Stride>
bool SubtreeGrower<Stride>::offer(const Pending& node, std::size_t slot) {
    const std::size_t feature = root_->candidates[slot];
    const ListRun run = run_of(node, slot);
    const NodeSums sums{sums_.data(), &targets_.format(), &targets_.scan_columns()};
    if (!search_.scan(sums, run, features_->has_missing(feature), rules_.min_leaf > 1)) {
        return false;
    }
    if (features_->levels(feature) == 0 && growth_.cuts == Cuts::best) {
        const Boundary found = search_.best(sums, rules_);
        if (found.found) {
            best_.slot = slot;
            best_.boundary = found;
            best_.found = true;
            best_.left_codes.clear();
            rules_.above = found.fall + rules_.margin;
        }
        return true;
    }
    Best offered;
    offered.boundary = boundary_of(run, feature, offered);
    if (offered.boundary.found) {
        offered.slot = slot;
        offered.found = true;
        rules_.above = offered.boundary.fall + rules_.margin;
        best_ = std::move(offered);
    }
    return true;
}

template <std::size_t Stride>
Boundary SubtreeGrower<Stride>::boundary_of(ListRun run, std::size_t feature, Best& offered) {
    return features_->levels(feature) > 0 ? boundary_of_category(run, offered)
                                          : random_boundary(run, feature, offered);
}

template <std::size_t Stride>
Boundary SubtreeGrower<Stride>::boundary_of_category(ListRun run, Best& offered) {
    const NodeSums sums{sums_.data(), &targets_.format(), &targets_.scan_columns()};
    const CategorySums categories = search_.categories();
    std::size_t begin = 0;
    std::size_t end = SIZE_MAX;
    if (growth_.cuts == Cuts::best || categories.count < 2) {
        search_.reorder(order_of_categories(categories, targets_.format(), targets_.scan_columns()));
    } else {
        const std::vector<bool> left = random_subset(categories.count, draw_);
        std::vector<std::uint32_t> order(categories.count);
        std::iota(order.begin(), order.end(), 0U);
        const auto first_right = std::stable_partition(
            order.begin(), order.end(), [&](std::uint32_t category) { return left[category]; });
        begin = static_cast<std::size_t>(first_right - order.begin()) - 1;
        end = begin + 1;
        search_.reorder(order);
    }
    const Boundary found = search_.best(sums, rules_, begin, end);
    if (found.found) {
        offered.left_codes = search_.codes_up_to(found.boundary, run);
    }
    return found;
}

template <std::size_t Stride>
Boundary SubtreeGrower<Stride>::random_boundary(ListRun run, std::size_t feature, Best& offered) {
    const NodeSums sums{sums_.data(), &targets_.format(), &targets_.scan_columns()};
    const std::size_t present = search_.present();
    const double low = value(run.entries[0], feature);
    const double high = value(run.entries[present - 1], feature);
    if (!(low < high)) { // present values against missing ones
        offered.random_value = std::numeric_limits<double>::infinity();
        return search_.best(sums, rules_);
    }
    offered.random_value = random_cut(low, high, draw_.uniform());
    std::size_t group = 0;
    for (std::size_t i = 1; i < present && value(run.entries[i], feature) <= offered.random_value; ++i) {
        group += FeatureLists::same_value(run.entries[i - 1], run.entries[i]) ? 0 : 1;
    }
    return search_.best(sums, rules_, group, group + 1);
}

template <std::size_t Stride>
double SubtreeGrower<Stride>::value(FeatureLists::Entry entry, std::size_t feature) const {
    return features_->value(root_->rows[FeatureLists::place(entry)], feature);
}

template <std::size_t Stride>
void SubtreeGrower<Stride>::split(const Pending& node) {
    const ListRun run = run_of(node, best_.slot);
    const std::size_t left_count = mark_sides(run);
    const bool default_left = default_side(node, run);
    const std::size_t child = add_split(tree_, node.node, cut_of(run, default_left), default_left);
    part_places(node);
    const CandidateFeatures::Run below = candidates_.narrowed();
    const std::size_t right_count = node.count - left_count;
    const std::size_t waiting = pending_.size();
    // The left one is taken up first.
    add_child({child + 1, node.first + left_count, right_count, node.depth + 1, below, node.lists});
    add_child({child, node.first, left_count, node.depth + 1, below, node.lists});
    if (pending_.size() > waiting && node.count > rows_that_pick) {
        part_lists(below, waiting);
    }
}

/// Gives the nodes that wait since `waiting`, children of one node, lists of their own.
template <std::size_t Stride>
void SubtreeGrower<Stride>::part_lists(CandidateFeatures::Run below, std::size_t waiting) {
    const ListPlace from = pending_.back().lists;
    const std::uint32_t* slots = candidates_.list(below);
    for (std::size_t i = 0; i < below.count; ++i) {
        lists_.require(slots[i]);
        lists_.part(from.buffer, slots[i], from.first, from.count, goes_left_.data());
    }
    for (std::size_t i = waiting; i < pending_.size(); ++i) {
        pending_[i].lists = {pending_[i].first, pending_[i].count, 1 - from.buffer};
    }
}

/// Says of each row of the node whether it goes left, and returns how many do.
template <std::size_t Stride>
std::size_t SubtreeGrower<Stride>::mark_sides(ListRun run) {
    const std::size_t present = present_entries(run);
    const bool is_category = !best_.left_codes.empty();
    const std::size_t boundary = is_category ? 0 : entries_up_to(best_.boundary.boundary, run);
    LevelSides levels(features_->levels(root_->candidates[best_.slot]), false);
    for (const std::uint32_t level : best_.left_codes) {
        levels.set(level, true);
    }
    std::size_t left = 0;
    for (std::size_t i = 0; i < run.count; ++i) {
        const FeatureLists::Entry entry = run.entries[i];
        const bool below =
            is_category && i < present ? levels.goes_left(FeatureLists::code(entry)) : i < boundary;
        const bool goes_left = i < present ? below : best_.boundary.missing_left;
        goes_left_[FeatureLists::place(entry)] = goes_left ? 1 : 0;
        left += goes_left ? 1 : 0;
    }
    return left;
}

/// Where values go that are missing, or of a level that the node does not hold: to the side chosen for the
/// missing values of the node; where it has none, to the heavier side.
template <std::size_t Stride>
bool SubtreeGrower<Stride>::default_side(const Pending& node, ListRun run) const {
    if (present_entries(run) < run.count) {
        return best_.boundary.missing_left;
    }
    double left = 0;
    double right = 0;
    for (std::size_t i = node.first; i < node.first + node.count; ++i) {
        const std::size_t place = places_[i];
        (goes_left_[place] != 0 ? left : right) += weights_[place];
    }
    return left >= right;
}

template <std::size_t Stride>
ChosenCut SubtreeGrower<Stride>::cut_of(ListRun run, bool default_left) const {
    ChosenCut cut;
    cut.feature = root_->candidates[best_.slot];
    cut.fall = best_.boundary.fall;
    if (features_->levels(cut.feature) > 0) {
        LevelSides sides(features_->levels(cut.feature), default_left);
        for (std::size_t i = 0; i < present_entries(run); ++i) {
            sides.set(FeatureLists::code(run.entries[i]),
                      goes_left_[FeatureLists::place(run.entries[i])] != 0);
        }
        cut.left_levels = sides.left();
    } else if (growth_.cuts == Cuts::random) {
        cut.value = best_.random_value;
    } else {
        const std::size_t boundary = entries_up_to(best_.boundary.boundary, run);
        const std::size_t present = present_entries(run);
        cut.value = boundary < present ? cut_between(value(run.entries[boundary - 1], cut.feature),
                                                     value(run.entries[boundary], cut.feature))
                                       : std::numeric_limits<double>::infinity();
    }
    return cut;
}

/// Stable; the left rows come first.
template <std::size_t Stride>
void SubtreeGrower<Stride>::part_places(const Pending& node) {
    std::uint16_t* places = places_.data() + node.first;
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = 0; i < node.count; ++i) {
        const std::uint16_t place = places[i];
        const std::size_t side = goes_left_[place];
        places[left] = place;
        spare_places_[right] = place;
        left += side;
        right += 1 - side;
    }
    std::copy_n(spare_places_.data(), right, places + left);
}

} // namespace sinter::plugins::random_forest
