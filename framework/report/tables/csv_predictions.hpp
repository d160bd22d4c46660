// SPDX-License-Identifier: Apache-2.0
//
// predictions.csv: one line per trial and held-out row, inner folds apart.
// docs/run-folder.md explains the columns.
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/scores/target.hpp"

#include <string>
#include <vector>

namespace sinter::report {

[[nodiscard]] std::string predictions_csv(const ScoredStudy& scored);

/// "metal=0.7;non-metal=0.3": the share of each class by name; a ; = or \ in a name has a \ before it.
[[nodiscard]] std::string shares_text(const Target& target, const std::vector<double>& shares);

} // namespace sinter::report
