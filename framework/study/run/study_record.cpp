// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/study_record.hpp"

#include "framework/study/run/journal_line.hpp"

#include <algorithm>
#include <utility>

namespace sinter::study {
namespace {

/// All that any strategy can predict on a split: what the strategies hold out does not depend on them.
RecordedSplit recorded_split(const Plan& plan, std::size_t split,
                             const std::vector<std::size_t>& strategies) {
    const auto& planned = plan.splits[split];
    RecordedSplit recorded{planned.rows.repeat, planned.rows.fold, planned.inner, planned.fraction, {}};
    for (const std::size_t strategy : strategies) {
        for (auto& result : empty_results(plan, Unit{strategy, split, {}})) {
            const bool known = std::any_of(recorded.held_out.begin(), recorded.held_out.end(),
                                           [&](const auto& other) { return other.target == result.target; });
            if (!known) {
                result.strategy.clear();
                recorded.held_out.push_back(std::move(result));
            }
        }
    }
    return recorded;
}

/// The results of a unit without predictions, in the order of empty_results.
std::vector<UnitResult> empty_results_of(const StudyRecord& record, const RecordedUnit& unit) {
    const auto& strategy = record.description.strategies[unit.strategy];
    const auto& split = record.splits[unit.split];
    std::vector<UnitResult> results;
    for (const auto* names : {&strategy.targets, &strategy.derived}) {
        for (const auto& name : *names) {
            for (const auto& result : split.held_out) {
                if (result.target == name) {
                    results.push_back(result);
                    results.back().strategy = strategy.name;
                }
            }
        }
    }
    return results;
}

TargetShape shape_of(const StudyResults& description, const std::string& target) {
    if (const auto* derived = description.derived_of(target)) {
        return {derived->classes.size(), derived->labels.size()};
    }
    const auto* label = description.label(target);
    return {label != nullptr ? label->classes.size() : 0, 0};
}

} // namespace

StudyRecord record_of(const Plan& plan, const FeatureMatrix& features) {
    StudyRecord record{describe_study(plan, features), {}, {}};
    std::vector<std::vector<std::size_t>> strategies(plan.splits.size());
    for (const auto& unit : plan.units) {
        strategies[unit.split].push_back(unit.strategy);
        record.units.push_back({unit.strategy, unit.split, unit.id});
    }
    for (std::size_t split = 0; split < plan.splits.size(); ++split) {
        record.splits.push_back(recorded_split(plan, split, strategies[split]));
    }
    return record;
}

Outcomes known_outcomes(const StudyRecord& record, const JournalContent& journal,
                        std::vector<std::string>& problems) {
    std::vector<std::string> ids;
    for (const auto& unit : record.units) {
        ids.push_back(unit.id);
    }
    return known_outcomes(
        ids, journal,
        [&](std::size_t unit, std::string_view line) {
            return outcome_of(
                line, empty_results_of(record, record.units[unit]),
                [&](const std::string& target) { return shape_of(record.description, target); });
        },
        problems);
}

StudyResults results_of(const StudyRecord& record, const Outcomes& outcomes) {
    std::vector<UnitPlace> places;
    for (const auto& unit : record.units) {
        const auto& split = record.splits[unit.split];
        places.push_back({unit.strategy, split.repeat, split.fold, split.inner, split.fraction});
    }
    return with_outcomes(record.description, places, outcomes);
}

} // namespace sinter::study
