// SPDX-License-Identifier: Apache-2.0
//
// Folds in which a strategy predicts measured numbers without any error:
// a sign that what it reads gives the label away.
#pragma once

#include "framework/report/scores/series.hpp"
#include "framework/report/scores/target.hpp"
#include "framework/study/run/results.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace sinter::report {

/// Whether the trial's predictions are its labels, to a billionth of the labels' range (what rounding leaves
/// of a copied label), where that tells something: five test rows or more, and at least three different
/// labels. Of classes never: to be right in every row of a fold is nothing strange there.
[[nodiscard]] bool is_exact(const study::TrialResult& trial, const Target& target);

struct ExactFolds {
    std::size_t folds = 0;
    std::size_t exact = 0; ///< of these
};

/// Counts them over all training sizes.
[[nodiscard]] ExactFolds exact_folds(const std::vector<Series>& series, std::size_t strategy,
                                     const Target& target);

/// Adds to the log what holds of each such trial; the nested choice repeats those of its strategies.
void log_exact_folds(study::StudyResults& results, std::optional<std::size_t> nested);

} // namespace sinter::report
