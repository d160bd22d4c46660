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

std::vector<const study::FailedUnit*> ordered_failures(const study::StudyResults& results) {
    const auto& strategies = results.strategies;
    const auto key = [&](const study::FailedUnit& failure) {
        const auto strategy = std::find_if(strategies.begin(), strategies.end(),
                                           [&](const auto& s) { return s.name == failure.strategy; });
        return std::tuple(strategy - strategies.begin(), std::string_view(failure.strategy), failure.fraction,
                          failure.repeat, failure.fold, failure.inner, std::string_view(failure.error));
    };
    std::vector<const study::FailedUnit*> failures;
    for (const auto& failure : results.failed) {
        failures.push_back(&failure);
    }
    std::stable_sort(failures.begin(), failures.end(),
                     [&](const auto* a, const auto* b) { return key(*a) < key(*b); });
    return failures;
}

std::string failure_in_words(const study::FailedUnit& failure) {
    auto text = fmt::format("{}, repeat {}, fold {}", failure.strategy, failure.repeat, failure.fold);
    if (failure.inner >= 0) {
        text += fmt::format(", inner fold {}", failure.inner);
    }
    if (failure.fraction != 1) {
        text += fmt::format(", {} of the training groups", fine_percent(failure.fraction));
    }
    return text + ": " + failure.error;
}

std::vector<FailureGroup> grouped(const std::vector<const study::FailedUnit*>& failures) {
    std::vector<FailureGroup> groups;
    std::map<std::string_view, std::size_t> of_error;
    for (const auto* failure : failures) {
        const auto [place, is_new] = of_error.emplace(failure->error, groups.size());
        if (is_new) {
            groups.push_back({failure, 0});
        }
        ++groups[place->second].units;
    }
    return groups;
}

std::vector<FailureGroup> grouped_failures(const study::StudyResults& results) {
    return grouped(ordered_failures(results));
}

std::string failure_in_words(const FailureGroup& group) {
    const auto first = failure_in_words(*group.first);
    return group.units == 1 ? first : fmt::format("{} units failed alike, first {}", group.units, first);
}

std::size_t units_behind(const std::vector<FailureGroup>& groups, std::size_t shown) {
    std::size_t units = 0;
    for (std::size_t i = shown; i < groups.size(); ++i) {
        units += groups[i].units;
    }
    return units;
}

std::int64_t waiting_units(const study::StudyResults& results) {
    const auto ended = results.finished_units + static_cast<std::int64_t>(results.failed.size());
    return std::max(std::int64_t{0}, results.planned_units - ended);
}

bool incomplete(const study::StudyResults& results) {
    return !results.failed.empty() || waiting_units(results) > 0;
}

std::string completeness_in_words(const study::StudyResults& results) {
    if (results.planned_units == 0 && results.failed.empty()) {
        return {};
    }
    if (!incomplete(results) && results.planned_units > 1) {
        return fmt::format("All {} units finished.", results.planned_units);
    }
    const auto waiting = waiting_units(results);
    auto text = fmt::format("{} of {} finished", results.finished_units,
                            bytes::counted(std::max(results.planned_units, results.finished_units), "unit"));
    if (!results.failed.empty()) {
        text += fmt::format(", {} failed", results.failed.size());
    }
    if (waiting > 0) {
        text += fmt::format(", {} {} not been run", waiting, waiting == 1 ? "has" : "have");
    }
    return text + ".";
}

} // namespace sinter::report
