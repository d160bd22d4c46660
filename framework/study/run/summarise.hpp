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
/// Each target is set beside every other label; each pair stands once.
[[nodiscard]] std::vector<OverlapSummary> overlap_summaries(const Plan& plan);
/// Sentences: how many rows were left out, and why; of those that could not be read the first ten lines.
[[nodiscard]] std::vector<Notice> left_out(const data::Dataset& dataset);

/// Which strategy a unit runs, on which fold.
struct UnitPlace {
    std::size_t strategy = 0; ///< index into the study's strategies
    int repeat = 0;
    int fold = 0;
    int inner = -1; ///< -1: the fold itself
    double fraction = 1.0;
};

/// What a report says of a study before any of its units has been run.
[[nodiscard]] StudyResults describe_study(const Plan& plan, const FeatureMatrix& features);

/// `results`, a description, with what the units gave; `outcomes` has one entry per unit.
[[nodiscard]] StudyResults with_outcomes(StudyResults results, const std::vector<UnitPlace>& units,
                                         const Outcomes& outcomes);

/// Everything that a report says. Units without an outcome are counted as not yet run.
[[nodiscard]] StudyResults summarise(const Plan& plan, const FeatureMatrix& features,
                                     const Outcomes& outcomes);

} // namespace sinter::study
