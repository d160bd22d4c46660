// SPDX-License-Identifier: Apache-2.0
//
// derived.csv: the joint law of every derived quantity beside independence. docs/run-folder.md explains the columns.
#pragma once

#include "framework/report/scores/derived_table.hpp"
#include "framework/study/run/results.hpp"

#include <string>
#include <vector>

namespace sinter::report {

/// Empty, without a header, where there is no derived quantity.
[[nodiscard]] std::string derived_csv(const study::StudyResults& results,
                                      const std::vector<DerivedRow>& table);

} // namespace sinter::report
