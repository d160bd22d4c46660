// SPDX-License-Identifier: Apache-2.0
//
// The page: one HTML file that holds everything it shows, opens from disk and needs no network and no script.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <string>

namespace sinter::report {

/// The whole page. Every text that comes from the user (names, materials, config) is escaped.
[[nodiscard]] std::string html_page(const ScoredStudy& scored);

} // namespace sinter::report
