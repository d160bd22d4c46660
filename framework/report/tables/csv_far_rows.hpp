// SPDX-License-Identifier: Apache-2.0
//
// far_rows.csv: predictions that are far from the label. docs/run-folder.md explains the columns.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <string>

namespace sinter::report {

/// Empty, without a header, where there is none.
[[nodiscard]] std::string far_rows_csv(const ScoredStudy& scored);

} // namespace sinter::report
