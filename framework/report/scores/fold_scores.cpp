// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/fold_scores.hpp"

#include <utility>

namespace sinter::report {

FoldScores score_folds(study::StudyResults results) {
    FoldScores scores;
    auto choice = nested_choice(results, make_series(results));
    if (!choice.trials.empty()) {
        scores.nested = choice.strategy;
    }
    scores.results = with_nested_choice(std::move(results), choice);
    scores.inner_scores = std::move(choice.scores);
    scores.series = make_series(scores.results);
    scores.metrics = metrics_table(scores.results, scores.series);
    return scores;
}

} // namespace sinter::report
