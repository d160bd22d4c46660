// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/run_scores.hpp"

#include "framework/report/scores/nested_choice.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <utility>

namespace sinter::report {

namespace {

template <class Items, class Holds>
std::optional<std::size_t> index_where(const Items& items, Holds holds) {
    const auto found = std::find_if(items.begin(), items.end(), holds);
    return found == items.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - items.begin()));
}

} // namespace

RunScores score_run(std::string name, study::StudyResults results) {
    RunScores run;
    run.name = std::move(name);
    const auto nested = nested_choice(results, make_series(results));
    run.results = with_nested_choice(std::move(results), nested);
    run.series = make_series(run.results);
    run.metrics = metrics_table(run.results, run.series);
    return run;
}

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
