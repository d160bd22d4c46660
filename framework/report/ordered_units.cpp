// SPDX-License-Identifier: Apache-2.0
#include "framework/report/ordered_units.hpp"

#include <algorithm>
#include <tuple>

namespace sinter::report {

std::vector<const study::UnitResult*> ordered_units(const study::StudyResults& results) {
    const auto& strategies = results.strategies;
    const auto position = [&](const study::UnitResult& unit) {
        return std::find_if(strategies.begin(), strategies.end(),
                            [&](const auto& s) { return s.name == unit.strategy; }) -
               strategies.begin();
    };
    const auto key = [&](const study::UnitResult& unit) {
        return std::tuple(position(unit), std::string_view(unit.strategy), unit.fraction, unit.repeat,
                          unit.fold);
    };
    std::vector<const study::UnitResult*> units;
    for (const auto& unit : results.units) {
        units.push_back(&unit);
    }
    std::stable_sort(units.begin(), units.end(),
                     [&](const auto* a, const auto* b) { return key(*a) < key(*b); });
    return units;
}

std::vector<const study::UnitResult*> units_of(const study::StudyResults& results,
                                               const std::string& strategy, double fraction) {
    auto units = ordered_units(results);
    std::erase_if(units, [&](const auto* u) { return u->strategy != strategy || u->fraction != fraction; });
    return units;
}

std::vector<double> fractions_of(const study::StudyResults& results) {
    std::vector<double> fractions;
    for (const auto& unit : results.units) {
        fractions.push_back(unit.fraction);
    }
    std::sort(fractions.begin(), fractions.end());
    fractions.erase(std::unique(fractions.begin(), fractions.end()), fractions.end());
    return fractions;
}

} // namespace sinter::report
