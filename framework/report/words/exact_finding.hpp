// SPDX-License-Identifier: Apache-2.0
//
// The finding that a strategy predicts whole folds without any error.
#pragma once

#include "framework/report/scores/target.hpp"
#include "framework/report/words/findings.hpp"
#include "framework/study/run/results.hpp"

#include <string>
#include <vector>

namespace sinter::report {

/// A caution for each strategy that has such folds, of all training sizes: how many, and what to look at.
void add_exact_folds(const study::StudyResults& results, const std::string& nested, const Target& target,
                     std::vector<Finding>& all);

} // namespace sinter::report
