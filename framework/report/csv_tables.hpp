// SPDX-License-Identifier: Apache-2.0
//
// The three tables of a run folder as CSV text (RFC 4180, lines end in \n). docs/run-folder.md explains every
// column.
//
// Numbers are in the shortest form that reads back to the same double; blank: not known. Nothing in them
// depends on time, machine or threads: the same study gives the same bytes.
#pragma once

#include "framework/report/comparison_table.hpp"
#include "framework/report/metrics_table.hpp"
#include "framework/study/results.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sinter::report {

/// metrics.csv. `unit` is the target label's, repeated in every row.
[[nodiscard]] std::string metrics_csv(const std::vector<MetricsRow>& table, std::string_view unit);

/// predictions.csv: one line per unit of work and held-out row.
[[nodiscard]] std::string predictions_csv(const study::StudyResults& results);

/// significance.csv: every strategy against the baseline.
[[nodiscard]] std::string significance_csv(const std::vector<ComparisonRow>& table, std::string_view unit);

} // namespace sinter::report
