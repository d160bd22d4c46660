// SPDX-License-Identifier: Apache-2.0
//
// The summary for the terminal.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <string>

namespace sinter::report {

/// Plain text of at most 80 columns per line (longer only where a single word is), ending in a newline. Control
/// characters in names are shown as '?', so that a data file can't drive the terminal.
[[nodiscard]] std::string summary_text(const ScoredStudy& scored);

} // namespace sinter::report
