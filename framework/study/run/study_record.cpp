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
    RecordedSplit recorded{planned.rows.repeat, planned.rows.fold, planned.inner, planned.size, {}};
    for (const std::size_t strategy : strategies) {
        for (auto& result : empty_results(plan, Trial{strategy, split, {}})) {
            const bool known = std::any_of(recorded.held_out.begin(), recorded.held_out.end(),
                                           [&](const auto& other) { return other.target == result.target; });
            if (!known) {
                result.key = {};
                recorded.held_out.push_back(std::move(result));
            }
        }
    }
    return recorded;
}

TrialKey key_of(const StudyRecord& record, const RecordedTrial& trial) {
    const RecordedSplit& split = record.splits[trial.split];
    return {trial.strategy, split.repeat, split.fold, split.inner, split.size};
}

/// The results of a trial without predictions, in the order of empty_results.
std::vector<TrialResult> empty_results_of(const StudyRecord& record, const RecordedTrial& trial) {
    const auto& strategy = record.description.strategies[trial.strategy];
    const auto& split = record.splits[trial.split];
    std::vector<TrialResult> results;
    for (const std::size_t target : strategy.targets) {
        for (const auto& result : split.held_out) {
            if (result.target == target) {
                results.push_back(result);
                results.back().key = key_of(record, trial);
            }
        }
    }
    return results;
}

TargetShape shape_of(const StudyResults& description, std::size_t target) {
    const std::string& name = description.targets[target];
    if (const auto* derived = description.derived_of(name)) {
        return {name, derived->classes.size(), derived->labels.size()};
    }
    const auto* label = description.label(name);
    return {name, label != nullptr ? label->classes.size() : 0, 0};
}

} // namespace

StudyRecord record_of(const Plan& plan, const FeatureMatrix& features) {
    StudyRecord record{describe_study(plan, features), {}, {}};
    std::vector<std::vector<std::size_t>> strategies(plan.splits.size());
    for (const auto& trial : plan.trials) {
        strategies[trial.split].push_back(trial.strategy);
        record.trials.push_back({trial.strategy, trial.split, trial.id});
    }
    for (std::size_t split = 0; split < plan.splits.size(); ++split) {
        record.splits.push_back(recorded_split(plan, split, strategies[split]));
    }
    return record;
}

Outcomes known_outcomes(const StudyRecord& record, const JournalContent& journal,
                        std::vector<std::string>& problems) {
    std::vector<std::string> ids;
    for (const auto& trial : record.trials) {
        ids.push_back(trial.id);
    }
    return known_outcomes(
        ids, journal,
        [&](std::size_t trial, std::string_view line) {
            return outcome_of(line, empty_results_of(record, record.trials[trial]),
                              [&](std::size_t target) { return shape_of(record.description, target); });
        },
        problems);
}

StudyResults results_of(const StudyRecord& record, Outcomes outcomes) {
    std::vector<TrialKey> keys;
    for (const auto& trial : record.trials) {
        keys.push_back(key_of(record, trial));
    }
    return with_outcomes(record.description, keys, std::move(outcomes));
}

} // namespace sinter::study
