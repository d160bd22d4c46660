// SPDX-License-Identifier: Apache-2.0
//
// What is said of derived quantities.
#pragma once

#include "framework/report/scores/derived_table.hpp"
#include "framework/report/scores/target.hpp"
#include "framework/study/run/results.hpp"

#include <string>

namespace sinter::report {

/// "residuals", or "residuals and trees" where folds differ.
[[nodiscard]] std::string law_in_words(const DerivedRow& row);

/// "log_k - log_g, by the law residuals", and what it gives.
[[nodiscard]] std::string derived_in_words(const study::DerivedSummary& summary);

/// "NLL lower by 0.077 [0.061, 0.093] over folds, .. over groups. Error correlation: log_g, log_k 0.65."
[[nodiscard]] std::string gain_in_words(const DerivedRow& row, TargetKind kind);

} // namespace sinter::report
