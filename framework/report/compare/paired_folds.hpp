// SPDX-License-Identifier: Apache-2.0
//
// Two strategies, of one run or of two, on the folds that both predicted.
#pragma once

#include "framework/evaluation/comparison/corrected_interval.hpp"
#include "framework/report/compare/run_scores.hpp"

#include <sinter/unknown.hpp>

#include <cstdint>
#include <string>

namespace sinter::report {

struct PairedFolds {
    double loss = unknown;        ///< headline metric of `other`, over all records of the folds
    std::int64_t folds = 0;       ///< that both have, with the same records
    std::int64_t other_folds = 0; ///< of the same number, but with other records: not compared
    bool same = false; ///< all predictions of these folds are the same, rounding aside: nothing to test
    /// The losses of `other` over those of `first`, fold by fold; the share of test rows is that of the first run.
    /// Unknown if no fold is shared.
    evaluation::RatioInterval ratio;
};

/// Records are the same if they are of the same row and measure the same, rounding aside.
[[nodiscard]] PairedFolds pair_folds(const RunScores& first, const SeriesKey& of_first,
                                     const RunScores& other, const SeriesKey& of_other);

/// "25", "20 (+5 with other records)".
[[nodiscard]] std::string folds_in_words(const PairedFolds& paired);

} // namespace sinter::report
