// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/scores/target.hpp"
#include "framework/report/words/findings.hpp"

#include <string>
#include <vector>

namespace sinter::report {

/// "difference in 8 of 10 folds, union in 2": how often each strategy was chosen for the target at the
/// fraction; empty where nothing was.
[[nodiscard]] std::string chosen_in_words(const ScoredStudy& scored, const Target& target, double fraction);

/// Adds what the nested choice took and the error to expect of it; nothing without a nested protocol.
void add_nested(const ScoredStudy& scored, const Target& target, double fraction, std::vector<Finding>& all);

} // namespace sinter::report
