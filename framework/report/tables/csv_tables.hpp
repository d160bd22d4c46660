// SPDX-License-Identifier: Apache-2.0
//
// The tables of a run folder as CSV text (RFC 4180, lines end in \n). docs/run-folder.md explains every column.
//
// Numbers are in the shortest form that reads back to the same double; blank: not known. Nothing in them
// depends on time, machine or threads: the same study gives the same bytes.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <string>

namespace sinter::report {

[[nodiscard]] std::string metrics_csv(const ScoredStudy& scored);

/// Every strategy against the baseline.
[[nodiscard]] std::string significance_csv(const ScoredStudy& scored);

[[nodiscard]] std::string learning_curve_csv(const ScoredStudy& scored);

/// Coverage of the intervals by level.
[[nodiscard]] std::string calibration_csv(const ScoredStudy& scored);

// Each of these is empty, without a header, where there is nothing to say.

/// Reliability of class shares, by bin.
[[nodiscard]] std::string reliability_csv(const ScoredStudy& scored);

/// How the nested protocol chose.
[[nodiscard]] std::string nested_choice_csv(const ScoredStudy& scored);

[[nodiscard]] std::string failures_csv(const ScoredStudy& scored);

/// Every row of a table that was left out because it could not be read.
[[nodiscard]] std::string left_out_csv(const study::StudyResults& results);

/// What the plugins of each trial said.
[[nodiscard]] std::string log_csv(const ScoredStudy& scored);

} // namespace sinter::report
