// SPDX-License-Identifier: Apache-2.0
//
// The derived quantities of a plan, and what is measured of them.
#pragma once

#include "framework/study/config/derived_config.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/study/run/results.hpp"

#include <cstdint>
#include <vector>

namespace sinter::study {

[[nodiscard]] std::vector<PlannedDerived> plan_derived(const Config& config, const data::Dataset& dataset);

/// The quantity of that name; null where there is none.
[[nodiscard]] const PlannedDerived* derived_of(const Plan& plan, std::string_view name);

/// Whether the strategy predicts every label that the quantity is made of.
[[nodiscard]] bool predicts(const PlannedStrategy& strategy, const PlannedDerived& derived);

struct DerivedTruth {
    std::int64_t row = 0; ///< of the data set
    double value = 0;     ///< finite; of a class its index
};

/// The rows that have every label among `records` (indices into the plan's), ascending. Of several records of
/// a label and row the mean counts. A row whose value isn't finite is left out.
[[nodiscard]] std::vector<DerivedTruth> derived_truths(const Plan& plan, const PlannedDerived& derived,
                                                       const std::vector<std::int64_t>& records);

/// The results of the quantities that the unit's strategy predicts and that are known of a held-out row:
/// everything but predictions.
[[nodiscard]] std::vector<UnitResult> empty_derived_results(const Plan& plan, const Unit& unit);

/// How the report describes the plan's quantities.
[[nodiscard]] std::vector<DerivedSummary> derived_summaries(const Plan& plan);

/// A quantity that no row of the data set has all labels of is an error.
void check_derived_rows(const Plan& plan, diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
