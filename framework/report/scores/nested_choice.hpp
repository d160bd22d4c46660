// SPDX-License-Identifier: Apache-2.0
//
// The nested protocol: in every fold the strategy is chosen by its error in folds within the training rows,
// and the chosen one is judged by the held-out rows, which had no say. So the error is a fair estimate of the
// whole procedure, the choice included; the lowest error in a table of strategies is not.
#pragma once

#include "framework/report/scores/metrics_table.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/study/run/results.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace sinter::report {

/// One strategy's inner folds of one fold.
struct InnerScore {
    std::size_t target = 0;                                  ///< index into the study's targets
    study::TrialKey key;                                     ///< of the fold itself
    ErrorMetric metric = ErrorMetric::mae;                   ///< MAE, of classes the log loss
    std::int64_t inner_folds = 0;                            ///< that it finished
    double error = std::numeric_limits<double>::quiet_NaN(); ///< mean over them
    bool complete = false; ///< it finished every inner fold that any strategy finished
    bool chosen = false;
};

struct NestedChoice {
    std::string name;                       ///< of the row set; no strategy of the study has it
    std::size_t strategy = 0;               ///< its index: behind the study's own
    std::vector<InnerScore> scores;         ///< by target, size, repeat, fold and strategy
    std::vector<study::TrialResult> trials; ///< of the chosen strategies on the fold itself, under that index
};

/// The lowest mean error wins, of equal ones the first strategy; only complete strategies whose error is
/// known take part. Whether the chosen one's own fold was finished doesn't matter to the choice: where it
/// wasn't, the fold is missing. Without inner results there is nothing in it but the name.
[[nodiscard]] NestedChoice nested_choice(const study::StudyResults& results,
                                         const std::vector<Series>& series);

/// `results` with the choice as one more strategy, last, without plugin and sources; unchanged where it has no trials.
[[nodiscard]] study::StudyResults with_nested_choice(study::StudyResults results, const NestedChoice& choice);

} // namespace sinter::report
