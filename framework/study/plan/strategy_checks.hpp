// SPDX-License-Identifier: Apache-2.0
//
// What a strategy's needs() ask of the config: how many tasks, of which labels, with which learners. Everything
// that does not fit is added to the diagnostics, at its place in the config.
#pragma once

#include "framework/data/tables/table_spec.hpp"
#include "framework/study/plan/plan.hpp"

#include <vector>

namespace sinter::study {

/// How many sources and targets.
void check_counts(const StrategyChoice& choice, const StrategyNeeds& needs,
                  diagnostics::Diagnostics& diagnostics);

/// Numbers and units; the tasks of `planned` are known.
void check_labels(const StrategyChoice& choice, const PlannedStrategy& planned, const StrategyNeeds& needs,
                  const Config& config, diagnostics::Diagnostics& diagnostics);

/// What the learners that its options name can do.
void check_learners(const StrategyChoice& choice, const PlannedStrategy& planned, const StrategyNeeds& needs,
                    const std::vector<PlannedLearner>& learners, const Config& config,
                    diagnostics::Diagnostics& diagnostics);

/// All labels of the config, in the order in which the data set will have them.
[[nodiscard]] std::vector<const data::LabelSpec*> all_labels(const Config& config);

} // namespace sinter::study
