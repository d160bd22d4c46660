// SPDX-License-Identifier: Apache-2.0
//
// The tables of the summary for one target.
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/scores/target.hpp"

#include <string>

namespace sinter::report {

/// Errors at the full training size, the comparison with the baseline, and the learning curve where there is
/// one; each ends in a blank line. Empty where nothing has finished. Layout as in summary_text.hpp.
[[nodiscard]] std::string summary_of_target(const ScoredStudy& scored, const Target& target);

/// The section "Joint law against independence" of a derived quantity; of a label empty.
[[nodiscard]] std::string summary_of_derived(const ScoredStudy& scored, const Target& target);

} // namespace sinter::report
