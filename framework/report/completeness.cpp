// SPDX-License-Identifier: Apache-2.0
#include "framework/report/completeness.hpp"

#include "framework/report/number_format.hpp"

#include <fmt/core.h>

#include <algorithm>
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
    auto text = fmt::format("{} of {} units finished", results.finished_units,
                            std::max(results.planned_units, results.finished_units));
    if (!results.failed.empty()) {
        text += fmt::format(", {} failed", results.failed.size());
    }
    if (waiting > 0) {
        text += fmt::format(", {} {} not been run", waiting, waiting == 1 ? "has" : "have");
    }
    return text + ".";
}

} // namespace sinter::report
