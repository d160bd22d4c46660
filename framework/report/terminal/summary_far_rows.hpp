// SPDX-License-Identifier: Apache-2.0
//
// The section of the summary on predictions that are far from the label.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <string>

namespace sinter::report {

/// Empty where there is none.
[[nodiscard]] std::string far_rows_text(const ScoredStudy& scored);

} // namespace sinter::report
