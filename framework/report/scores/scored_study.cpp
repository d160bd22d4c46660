// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/scored_study.hpp"

#include "framework/report/scores/exact_folds.hpp"

#include <utility>

namespace sinter::report {

ScoredStudy score(study::StudyResults results) {
    ScoredStudy scored;
    auto nested = nested_choice(results);
    scored.results = with_nested_choice(std::move(results), nested);
    scored.nested = nested.units.empty() ? std::string() : nested.name;
    log_exact_folds(scored.results, scored.nested);
    scored.inner_scores = std::move(nested.scores);
    scored.metrics = metrics_table(scored.results);
    scored.comparisons = comparison_table(scored.results, scored.metrics);
    scored.learning_curve = learning_curve_table(scored.results, scored.metrics, scored.comparisons);
    scored.calibration = calibration_table(scored.results);
    scored.reliability = reliability_table(scored.results);
    scored.derived = derived_table(scored.results);
    return scored;
}

} // namespace sinter::report
