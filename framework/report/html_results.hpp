// SPDX-License-Identifier: Apache-2.0
//
// The sections of the page that show numbers of the study. Each is empty where there is nothing to show.
#pragma once

#include "framework/report/scored_study.hpp"

#include <string>

namespace sinter::report {

[[nodiscard]] std::string html_metrics(const ScoredStudy& scored);
[[nodiscard]] std::string html_comparison(const ScoredStudy& scored);
[[nodiscard]] std::string html_parity_plots(const ScoredStudy& scored);

} // namespace sinter::report
