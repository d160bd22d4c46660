// SPDX-License-Identifier: Apache-2.0
//
// derived.csv: the joint law of every derived quantity beside independence. docs/run-folder.md explains the columns.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <string>

namespace sinter::report {

/// Empty, without a header, where there is no derived quantity.
[[nodiscard]] std::string derived_csv(const ScoredStudy& scored);

} // namespace sinter::report
