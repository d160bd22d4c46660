// SPDX-License-Identifier: Apache-2.0
//
// Folds in which a strategy predicts measured numbers without any error: a sign that what it reads gives the
// label away.
#pragma once

#include "framework/report/scores/target.hpp"
#include "framework/report/words/findings.hpp"
#include "framework/study/run/results.hpp"

#include <string>
#include <vector>

namespace sinter::report {

/// Whether the unit's predictions are its labels, to a billionth of the labels' range (what rounding leaves
/// of a copied label), where that tells something: five test rows or more, and at least three different
/// labels. Of classes never: to be right in every row of a fold is nothing strange there.
[[nodiscard]] bool is_exact(const study::UnitResult& unit, const Target& target);

/// A caution for each strategy that has such folds, of all training sizes: how many, and what to look at.
void add_exact_folds(const study::StudyResults& results, const std::string& nested, const Target& target,
                     std::vector<Finding>& all);

/// Adds to the log what holds of each such unit.
void log_exact_folds(study::StudyResults& results, const std::string& nested);

} // namespace sinter::report
