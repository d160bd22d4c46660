// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/series.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

namespace sinter::report {

namespace {

using study::UnitResult;
using Positions = std::map<std::string, std::size_t, std::less<>>;

template <class Items, class Name>
Positions positions_of(const Items& items, Name name) {
    Positions positions;
    for (const auto& item : items) {
        positions.emplace(name(item), positions.size()); // of two equal names the first counts
    }
    return positions;
}

std::size_t position(const Positions& positions, const std::string& name) {
    const auto found = positions.find(name);
    return found == positions.end() ? positions.size() : found->second;
}

struct Placed {
    std::size_t target;
    std::size_t strategy;
    const UnitResult* unit;
};

bool before(const Placed& a, const Placed& b) {
    const auto key = [](const Placed& placed) {
        const auto& unit = *placed.unit;
        return std::tuple(placed.target, std::string_view(unit.target), placed.strategy,
                          std::string_view(unit.strategy), unit.fraction, unit.repeat, unit.fold);
    };
    return key(a) < key(b);
}

bool belongs_to(const UnitResult& unit, const Series& series) {
    return unit.target == series.target && unit.strategy == series.strategy &&
           unit.fraction == series.fraction;
}

} // namespace

std::vector<Series> series_of(const study::StudyResults& results) {
    const auto targets = positions_of(results.targets, [](const auto& name) { return name; });
    const auto strategies = positions_of(results.strategies, [](const auto& s) { return s.name; });
    std::vector<Placed> placed;
    for (const auto& unit : results.units) {
        if (unit.inner < 0) {
            placed.push_back({position(targets, unit.target), position(strategies, unit.strategy), &unit});
        }
    }
    std::stable_sort(placed.begin(), placed.end(), before);
    std::vector<Series> all;
    for (const auto& [target, strategy, unit] : placed) {
        if (all.empty() || !belongs_to(*unit, all.back())) {
            all.push_back({unit->strategy, unit->target, unit->fraction, strategy, {}});
        }
        all.back().units.push_back(unit);
    }
    return all;
}

const Series* find(const std::vector<Series>& all, std::string_view strategy, std::string_view target,
                   double fraction) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Series& series) {
        return series.strategy == strategy && series.target == target && series.fraction == fraction;
    });
    return found == all.end() ? nullptr : &*found;
}

std::vector<double> fractions_of(const std::vector<Series>& all, std::string_view target) {
    std::vector<double> fractions;
    for (const auto& series : all) {
        if (series.target == target) {
            fractions.push_back(series.fraction);
        }
    }
    std::sort(fractions.begin(), fractions.end());
    fractions.erase(std::unique(fractions.begin(), fractions.end()), fractions.end());
    return fractions;
}

std::vector<double> fractions_of(const study::StudyResults& results, std::string_view target) {
    return fractions_of(series_of(results), target);
}

double full_fraction(const study::StudyResults& results, std::string_view target) {
    const auto fractions = fractions_of(results, target);
    return fractions.empty() ? 1.0 : fractions.back();
}

std::vector<const study::RowPrediction*> first_repeat(const Series& series) {
    std::vector<const study::RowPrediction*> rows;
    for (const auto* unit : series.units) {
        if (unit->repeat == series.units.front()->repeat) {
            for (const auto& row : unit->predictions) {
                rows.push_back(&row);
            }
        }
    }
    return rows;
}

std::vector<Pair> paired(const Series& strategy, const Series& baseline) {
    std::map<std::pair<int, int>, const UnitResult*> by_fold;
    for (const auto* unit : baseline.units) {
        by_fold.emplace(std::pair(unit->repeat, unit->fold), unit);
    }
    std::vector<Pair> pairs;
    for (const auto* unit : strategy.units) {
        if (const auto found = by_fold.find({unit->repeat, unit->fold}); found != by_fold.end()) {
            pairs.push_back({unit, found->second});
        }
    }
    return pairs;
}

} // namespace sinter::report
