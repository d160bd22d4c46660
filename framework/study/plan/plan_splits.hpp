// SPDX-License-Identifier: Apache-2.0
//
// From the protocol of a config to explicit rows: which records are trained on and which held out.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <cstddef>
#include <vector>

namespace sinter::study {

/// The records of all targets, label by label.
[[nodiscard]] std::vector<TargetRecord> target_records(const data::Dataset& dataset,
                                                       const std::vector<std::size_t>& targets);

/// The full splits of the plan's protocol over its records (without inner folds and learning curve). Throws InputError.
[[nodiscard]] std::vector<evaluation::Split> full_splits(const Plan& plan);

/// Test rows over training rows of a full fold: 1/(k - 1) for k folds, else from the row counts.
[[nodiscard]] double test_to_training(const std::vector<evaluation::Split>& full);

/// The full splits with their inner folds (nested) and their learning-curve subsets.
[[nodiscard]] std::vector<PlannedSplit> planned_splits(const Plan& plan,
                                                       const std::vector<evaluation::Split>& full);

/// Every strategy needs, in every split, two training records of each of its targets, and two classes where
/// it has classes; and a row of each of its sources. The first few that lack them are reported.
void check_splits(const Plan& plan, diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
