// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scored_study.hpp"

#include <utility>

namespace sinter::report {

ScoredStudy score(study::StudyResults results) {
    auto metrics = metrics_table(results);
    auto comparisons = comparison_table(results);
    return {std::move(results), std::move(metrics), std::move(comparisons)};
}

} // namespace sinter::report
