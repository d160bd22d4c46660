// SPDX-License-Identifier: Apache-2.0
//
// Two strategies, of one run or of two, on the folds that both predicted.
#pragma once

#include "framework/evaluation/comparison/corrected_interval.hpp"
#include "framework/report/compare/run_predictions.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace sinter::report {

/// A target and the share of its training groups, as written.
struct Place {
    std::string target;
    std::string fraction;

    [[nodiscard]] bool operator==(const Place& other) const = default;
};

/// Those of all units of a run, by target; the largest fraction last.
[[nodiscard]] std::vector<Place> places_of(const RunPredictions& run);

struct PairedFolds {
    double mean_loss =
        std::numeric_limits<double>::quiet_NaN(); ///< of `other`, over all records of the folds
    std::int64_t folds = 0;                       ///< that both have, with the same records
    std::int64_t other_folds = 0;                 ///< at the same place, but with other records: not compared
    /// Mean loss of `other` / of `first`, by folds; a single split a repeat does not tell its share of test
    /// rows, so then there is a ratio and no interval. Unknown where nothing is shared.
    evaluation::RatioInterval ratio;
};

[[nodiscard]] PairedFolds pair_folds(const Folds& first, const Folds& other, const Place& wanted);

/// "25", "20 (+5 with other records)".
[[nodiscard]] std::string folds_in_words(const PairedFolds& paired);

} // namespace sinter::report
