// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/run_scores.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>

namespace sinter::report {

namespace {

template <class Items, class Holds>
std::optional<std::size_t> index_where(const Items& items, Holds holds) {
    const auto found = std::find_if(items.begin(), items.end(), holds);
    return found == items.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - items.begin()));
}

} // namespace

std::optional<std::size_t> strategy_named(const RunScores& run, const std::string& name) {
    return index_where(run.results.strategies, [&](const auto& strategy) { return strategy.name == name; });
}

std::optional<SeriesKey> key_in(const RunScores& other, const RunScores& run, const SeriesKey& key) {
    const auto wanted = target_of(run.results, key.target);
    const auto target =
        index_where(other.results.targets, [&](const auto& name) { return name == wanted.name; });
    const auto size = index_where(other.results.fractions, [&](double fraction) {
        return difference_of(fraction, fraction_of(run.results, key)) == 0;
    });
    if (!target || !size || target_of(other.results, *target).classes != wanted.classes) {
        return std::nullopt;
    }
    return SeriesKey{*target, 0, *size};
}

} // namespace sinter::report
