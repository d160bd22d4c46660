// SPDX-License-Identifier: Apache-2.0
//
// How much of the study has been run, and what failed.
#pragma once

#include "framework/study/run/results.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sinter::report {

/// How many kinds of failures the summary and the page name; failures.csv has all.
inline constexpr std::size_t most_failures_named = 10;

/// By strategy (config's order), size, repeat, fold and inner fold. Points into `results`.
[[nodiscard]] std::vector<const study::FailedTrial*> ordered_failures(const study::StudyResults& results);

/// "difference, repeat 0, fold 3, inner fold 1, 25 % of the training groups: too few rows".
[[nodiscard]] std::string failure_in_words(const study::FailedTrial& failure, const study::TrialNames& names);

/// Trials that failed with one and the same error.
struct FailureGroup {
    const study::FailedTrial* first = nullptr;
    std::size_t trials = 0;
};

/// In the order of the first of each. Points to what `failures` point to.
[[nodiscard]] std::vector<FailureGroup> grouped(const std::vector<const study::FailedTrial*>& failures);

/// grouped(ordered_failures(results)).
[[nodiscard]] std::vector<FailureGroup> grouped_failures(const study::StudyResults& results);

/// A group of one trial is told like a single failure; a larger one as "10 trials failed alike, first difference, repeat 0, fold 3: too few rows".
[[nodiscard]] std::string failure_in_words(const FailureGroup& group, const study::TrialNames& names);

/// How many trials are in the groups behind the first `shown`.
[[nodiscard]] std::size_t trials_behind(const std::vector<FailureGroup>& groups, std::size_t shown);

/// Planned, and neither finished nor failed.
[[nodiscard]] std::int64_t waiting_trials(const study::StudyResults& results);

/// Whether trials are missing that were planned.
[[nodiscard]] bool incomplete(const study::StudyResults& results);

/// "All 40 trials finished.", "37 of 40 trials finished, 2 failed, 1 has not been run."; empty where it isn't
/// known how many were planned.
[[nodiscard]] std::string completeness_in_words(const study::StudyResults& results);

} // namespace sinter::report
