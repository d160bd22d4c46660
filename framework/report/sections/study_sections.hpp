// SPDX-License-Identifier: Apache-2.0
//
// What was run on which data: labels, protocol, failures, notices.
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/sections/section.hpp"

#include <string>
#include <vector>

namespace sinter::report {

// Each is empty where there is nothing to say.

[[nodiscard]] Section data_section(const study::StudyResults& results);
[[nodiscard]] Section protocol_section(const ScoredStudy& scored);
[[nodiscard]] Section failures_section(const study::StudyResults& results);
[[nodiscard]] Section notices_section(std::string title, const std::vector<study::Notice>& notices);

} // namespace sinter::report
