// SPDX-License-Identifier: Apache-2.0
//
// Predictions that are far from the label.
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/sections/section.hpp"

namespace sinter::report {

/// Empty where there is none.
[[nodiscard]] Section far_rows_section(const ScoredStudy& scored);

} // namespace sinter::report
