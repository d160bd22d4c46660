// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/scored_study.hpp"

#include "framework/report/scores/exact_folds.hpp"

#include <utility>

namespace sinter::report {

ScoredStudy score(study::StudyResults results) {
    ScoredStudy scored(score_folds(std::move(results)));
    log_exact_folds(scored.results, scored.nested);
    scored.comparisons = comparison_table(scored.results, scored.series, scored.metrics);
    scored.learning_curve =
        learning_curve_table(scored.results, scored.series, scored.metrics, scored.comparisons);
    scored.calibration = calibration_table(scored.results, scored.series);
    scored.reliability = reliability_table(scored.results, scored.series);
    scored.derived = derived_table(scored.results, scored.series);
    return scored;
}

} // namespace sinter::report
