// SPDX-License-Identifier: Apache-2.0
//
// What a trial and a report hold of derived quantities.
#pragma once

#include "framework/study/plan/plan.hpp"
#include "framework/study/run/results.hpp"

#include <vector>

namespace sinter::study {

/// The results of the quantities that the trial's strategy predicts and that are known of a held-out row:
/// everything but predictions.
[[nodiscard]] std::vector<TrialResult> empty_derived_results(const Plan& plan, const Trial& trial);

/// How the report describes the plan's quantities.
[[nodiscard]] std::vector<DerivedSummary> derived_summaries(const Plan& plan);

} // namespace sinter::study
