// SPDX-License-Identifier: Apache-2.0
//
// Predictions that lie further from the label than their sigma_obs allows for by any law: a typing error in
// the table, a wrong unit, or a sigma that is far too small.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sinter::report {

/// More than so many sigma_obs away is far: of a normal law two of 10^9 predictions.
inline constexpr double far_sigmas = 6.0;

/// How many the summary and the page show; the table has all.
inline constexpr std::size_t most_far_rows_shown = 10;

struct FarRow {
    const study::TrialResult* trial = nullptr;
    const study::RowPrediction* prediction = nullptr;
    double sigmas = 0; ///< |predicted - label| / sigma_obs; infinite where sigma_obs is 0
    std::string file;  ///< that the label stands in; empty: not known (a derived quantity)
    std::uint32_t line = 0;
};

/// In the order of predictions.csv, without the nested choice, whose rows are those of its strategies. An
/// error that is rounding is none; a sigma_obs of 0 is far from any other. Points into `scored`.
[[nodiscard]] std::vector<FarRow> far_rows(const ScoredStudy& scored);

/// The worst of them, those of most sigmas first.
[[nodiscard]] std::vector<FarRow> worst(std::vector<FarRow> rows, std::size_t most = most_far_rows_shown);

} // namespace sinter::report
