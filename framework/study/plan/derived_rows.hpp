// SPDX-License-Identifier: Apache-2.0
//
// The derived quantities of a plan, and what is measured of them.
#pragma once

#include "framework/study/config/derived_config.hpp"
#include "framework/study/plan/plan.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

[[nodiscard]] std::vector<PlannedDerived> plan_derived(const Config& config, const data::Dataset& dataset);

/// The labels that the quantity is made of.
[[nodiscard]] std::vector<std::string> label_names(const Plan& plan, const PlannedDerived& derived);

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

/// A quantity that no row of the data set has all labels of is an error.
void check_derived_rows(const Plan& plan, diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
