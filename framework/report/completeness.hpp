// SPDX-License-Identifier: Apache-2.0
//
// How much of the study has been run, and what failed.
#pragma once

#include "framework/study/results.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sinter::report {

/// How many failures the summary and the page name; failures.csv has all.
inline constexpr std::size_t most_failures_named = 10;

/// By strategy (config's order), fraction, repeat, fold and inner fold. Points into `results`.
[[nodiscard]] std::vector<const study::FailedUnit*> ordered_failures(const study::StudyResults& results);

/// "difference, repeat 0, fold 3, inner fold 1, 25 % of the training groups: too few rows".
[[nodiscard]] std::string failure_in_words(const study::FailedUnit& failure);

/// Planned, and neither finished nor failed.
[[nodiscard]] std::int64_t waiting_units(const study::StudyResults& results);

/// Whether units are missing that were planned.
[[nodiscard]] bool incomplete(const study::StudyResults& results);

/// "All 40 units finished.", "37 of 40 units finished, 2 failed, 1 has not been run."; empty where it isn't
/// known how many were planned.
[[nodiscard]] std::string completeness_in_words(const study::StudyResults& results);

} // namespace sinter::report
