// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/scores/target.hpp"

#include <string>

namespace sinter::report {

/// The section "Joint law against independence" of a derived quantity; of a label empty.
[[nodiscard]] std::string summary_of_derived(const ScoredStudy& scored, const Target& target);

} // namespace sinter::report
