// SPDX-License-Identifier: Apache-2.0
//
// The section of the page on predictions that are far from the label.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <string>

namespace sinter::report {

/// HTML; empty where there is none.
[[nodiscard]] std::string html_far_rows(const ScoredStudy& scored);

} // namespace sinter::report
