// SPDX-License-Identifier: Apache-2.0
//
// What is said of derived quantities.
#pragma once

#include "framework/report/scores/derived_table.hpp"
#include "framework/report/scores/target.hpp"
#include "framework/study/run/results.hpp"

#include <string>

namespace sinter::report {

/// "residuals", or "residuals and trees" if folds differ.
[[nodiscard]] std::string law_in_words(const DerivedRow& row);

/// "ratio = log_k - log_g; joint law: residuals."
[[nodiscard]] std::string derived_in_words(const study::DerivedSummary& summary);

/// "difference: NLL of the joint law minus that of independence -0.077 [-0.093, -0.061] over folds, -0.075 over
/// groups. Mean error correlation: log_g, log_k 0.65." An interval that is not known is left out.
[[nodiscard]] std::string gain_in_words(const DerivedRow& row, const std::string& strategy, TargetKind kind);

} // namespace sinter::report
