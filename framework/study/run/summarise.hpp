// SPDX-License-Identifier: Apache-2.0
//
// What the report says about a study beside its predictions.
#pragma once

#include "framework/study/plan/feature_matrix.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/study/run/results.hpp"
#include "framework/study/run/run_units.hpp"

#include <string>
#include <vector>

namespace sinter::study {

[[nodiscard]] std::vector<LabelSummary> label_summaries(const data::Dataset& dataset);
/// Of each target with every other label, each pair once.
[[nodiscard]] std::vector<OverlapSummary> overlap_summaries(const Plan& plan);
/// Sentences: how many rows were left out, and why; of those that could not be read the first ten lines.
[[nodiscard]] std::vector<Notice> left_out(const data::Dataset& dataset);

/// Everything that a report says. Units without an outcome are counted as not yet run.
[[nodiscard]] StudyResults summarise(const Plan& plan, const FeatureMatrix& features,
                                     const Outcomes& outcomes);

} // namespace sinter::study
