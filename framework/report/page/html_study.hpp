// SPDX-License-Identifier: Apache-2.0
//
// The sections of the page that say what was done: data, protocol, strategies, what failed, what was left
// out, config, versions. Each is empty where there is nothing to show.
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/study/run/results.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sinter::report {

[[nodiscard]] std::string html_data(const study::StudyResults& results);
[[nodiscard]] std::string html_protocol(const ScoredStudy& scored);
[[nodiscard]] std::string html_failures(const study::StudyResults& results); ///< the first ten in full
[[nodiscard]] std::string html_notices(std::string_view title, const std::vector<study::Notice>& notices);
[[nodiscard]] std::string html_config(const study::StudyResults& results);
[[nodiscard]] std::string html_versions(const study::StudyResults& results);

} // namespace sinter::report
