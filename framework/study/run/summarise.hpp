// SPDX-License-Identifier: Apache-2.0
//
// What the report says about a study beside its predictions.
#pragma once

#include "framework/study/plan/feature_matrix.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/study/run/results.hpp"
#include "framework/study/run/run_trials.hpp"

#include <string>
#include <vector>

namespace sinter::study {

[[nodiscard]] std::vector<LabelSummary> label_summaries(const data::Dataset& dataset);
/// Each target is set beside every other label; each pair stands once.
[[nodiscard]] std::vector<OverlapSummary> overlap_summaries(const Plan& plan);
/// Sentences: how many rows were left out, and why; of those that could not be read the first ten lines.
[[nodiscard]] std::vector<Notice> left_out(const data::Dataset& dataset);

/// What a report says of a study before any of its trials has been run.
[[nodiscard]] StudyResults describe_study(const Plan& plan, const FeatureMatrix& features);

/// `results`, a description, with what the trials gave; `outcomes` has one entry per trial.
[[nodiscard]] StudyResults with_outcomes(StudyResults results, const std::vector<TrialKey>& trials,
                                         Outcomes outcomes);

/// Everything that a report says. Trials without an outcome are counted as not yet run.
[[nodiscard]] StudyResults summarise(const Plan& plan, const FeatureMatrix& features, Outcomes outcomes);

} // namespace sinter::study
