// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/boundary_search.hpp"

#include <algorithm>

namespace sinter::plugins::random_forest {
namespace {

struct Range {
    std::size_t begin;
    std::size_t end;
};

/// The boundaries that leave min_leaf rows on each side when `more_left` and `more_right` rows join them.
Range admissible(const OrderedGroups& groups, Range range, std::size_t min_leaf, std::size_t more_left,
                 std::size_t more_right) {
    if (groups.rows == nullptr) {
        return range;
    }
    const std::size_t present = groups.rows[groups.count - 1];
    while (range.begin < range.end && groups.rows[range.begin] + more_left < min_leaf) {
        ++range.begin;
    }
    while (range.begin < range.end && present - groups.rows[range.end - 1] + more_right < min_leaf) {
        --range.end;
    }
    return range;
}

} // namespace

Boundary best_boundary(const OrderedGroups& groups, const SumFormat& format,
                       const std::vector<ScanColumn>& columns, const CutRules& rules, std::size_t begin,
                       std::size_t end) {
    const bool some_missing = groups.missing != nullptr;
    const Range right = admissible(groups, {begin, std::min(end, groups.count - (some_missing ? 0 : 1))},
                                   rules.min_leaf, 0, groups.missing_rows);
    Boundary best;
    const FoundCut on_right = best_cut({groups.sums, groups.stride, nullptr, right.begin, right.end}, format,
                                       columns, rules.above, rules.margin);
    if (on_right.found) {
        best = {true, on_right.index, false, on_right.fall};
    }
    if (!some_missing) {
        return best;
    }
    const Range left =
        admissible(groups, {begin, std::min(end, groups.count - 1)}, rules.min_leaf, groups.missing_rows, 0);
    const FoundCut on_left = best_cut({groups.sums, groups.stride, groups.missing, left.begin, left.end},
                                      format, columns, rules.above, rules.margin);
    const bool better =
        on_left.found && (!best.found || on_left.fall > best.fall + rules.margin ||
                          (on_left.fall >= best.fall - rules.margin && on_left.index < best.boundary));
    return better ? Boundary{true, on_left.index, true, on_left.fall} : best;
}

} // namespace sinter::plugins::random_forest
