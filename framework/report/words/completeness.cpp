// SPDX-License-Identifier: Apache-2.0
#include "framework/report/words/completeness.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace sinter::report {

std::vector<const study::FailedTrial*> ordered_failures(const study::StudyResults& results) {
    const auto order = [](const study::FailedTrial& failure) {
        const auto& key = failure.key;
        return std::tuple(key.strategy, key.size, key.repeat, key.fold, key.inner,
                          std::string_view(failure.error));
    };
    std::vector<const study::FailedTrial*> failures;
    for (const auto& failure : results.failed) {
        failures.push_back(&failure);
    }
    std::stable_sort(failures.begin(), failures.end(),
                     [&](const auto* a, const auto* b) { return order(*a) < order(*b); });
    return failures;
}

std::string failure_in_words(const study::FailedTrial& failure, const study::TrialNames& names) {
    const auto& key = failure.key;
    auto text = fmt::format("{}, repeat {}, fold {}", names.strategies[key.strategy], key.repeat, key.fold);
    if (key.inner >= 0) {
        text += fmt::format(", inner fold {}", key.inner);
    }
    if (names.fractions[key.size] < 1) {
        text += fmt::format(", {} of the training groups", fine_percent(names.fractions[key.size]));
    }
    return text + ": " + failure.error;
}

std::vector<FailureGroup> grouped(const std::vector<const study::FailedTrial*>& failures) {
    std::vector<FailureGroup> groups;
    std::map<std::string_view, std::size_t> of_error;
    for (const auto* failure : failures) {
        const auto [place, is_new] = of_error.emplace(failure->error, groups.size());
        if (is_new) {
            groups.push_back({failure, 0});
        }
        ++groups[place->second].trials;
    }
    return groups;
}

std::vector<FailureGroup> grouped_failures(const study::StudyResults& results) {
    return grouped(ordered_failures(results));
}

std::string failure_in_words(const FailureGroup& group, const study::TrialNames& names) {
    const auto first = failure_in_words(*group.first, names);
    return group.trials == 1 ? first : fmt::format("{} trials failed alike, first {}", group.trials, first);
}

std::size_t trials_behind(const std::vector<FailureGroup>& groups, std::size_t shown) {
    std::size_t trials = 0;
    for (std::size_t i = shown; i < groups.size(); ++i) {
        trials += groups[i].trials;
    }
    return trials;
}

std::int64_t waiting_trials(const study::StudyResults& results) {
    const auto ended = results.finished_trials + static_cast<std::int64_t>(results.failed.size());
    return std::max(std::int64_t{0}, results.planned_trials - ended);
}

bool incomplete(const study::StudyResults& results) {
    return !results.failed.empty() || waiting_trials(results) > 0;
}

std::string completeness_in_words(const study::StudyResults& results) {
    if (results.planned_trials == 0 && results.failed.empty()) {
        return {};
    }
    if (!incomplete(results) && results.planned_trials > 1) {
        return fmt::format("All {} trials finished.", results.planned_trials);
    }
    const auto waiting = waiting_trials(results);
    auto text =
        fmt::format("{} of {} finished", results.finished_trials,
                    bytes::counted(std::max(results.planned_trials, results.finished_trials), "trial"));
    if (!results.failed.empty()) {
        text += fmt::format(", {} failed", results.failed.size());
    }
    if (waiting > 0) {
        text += fmt::format(", {} {} not been run", waiting, waiting == 1 ? "has" : "have");
    }
    return text + ".";
}

} // namespace sinter::report
