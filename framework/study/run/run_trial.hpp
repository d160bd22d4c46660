// SPDX-License-Identifier: Apache-2.0
//
// One trial, from fit to predictions.
#pragma once

#include "framework/study/plan/feature_matrix.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/study/run/results.hpp"
#include "framework/study/run/study_host.hpp"

#include <string>
#include <vector>

namespace sinter::study {

/// What became of a trial.
struct TrialOutcome {
    std::vector<TrialResult> results; ///< one per target or derived quantity with held-out rows
    std::vector<Notice> notices; ///< what its plugins logged; the same whether its fits were shared or not
    std::string error;           ///< not empty: it failed
    double seconds = 0;          ///< wall
};

/// Where in the results a trial's targets stand: everything but predictions and times. A result that is read
/// back from the journal starts from here too.
[[nodiscard]] std::vector<TrialResult> empty_results(const Plan& plan, const Trial& trial);

/// Fits and predicts. What a plugin throws is the outcome's error, and so is that it took too long or changed
/// what all share. Throws Error (SINTER_CANCELLED) when asked to stop.
[[nodiscard]] TrialOutcome run_trial(const Plan& plan, const FeatureMatrix& features, const Trial& trial,
                                     const StudyServices& services);

/// What is said of a trial that took longer than `limit` seconds.
[[nodiscard]] std::string overdue_text(double limit);
/// What to do then.
[[nodiscard]] std::string overdue_remedy();

} // namespace sinter::study
