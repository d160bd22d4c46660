// SPDX-License-Identifier: Apache-2.0
//
// A study's results with all that is computed from them: what every table and page of the report is made of.
#pragma once

#include "framework/report/comparison_table.hpp"
#include "framework/report/metrics_table.hpp"
#include "framework/study/results.hpp"

#include <vector>

namespace sinter::report {

struct ScoredStudy {
    study::StudyResults results;
    std::vector<MetricsRow> metrics;
    std::vector<ComparisonRow> comparisons; ///< empty when no strategy is marked as the baseline
};

/// Computes the metrics and the comparisons. Pure: the same results give the same bytes in every table.
[[nodiscard]] ScoredStudy score(study::StudyResults results);

} // namespace sinter::report
