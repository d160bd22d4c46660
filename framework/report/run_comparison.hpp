// SPDX-License-Identifier: Apache-2.0
//
// The same units of several runs side by side, from their predictions.csv: no data and no plugins are needed.
#pragma once

#include "framework/evaluation/comparison.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace sinter::report {

/// What one unit predicted, as the file has it.
struct FoldPredictions {
    std::vector<std::string> records; ///< row and measured label of each: what makes two units the same
    std::vector<double> losses; ///< |prediction - label|; of classes: 0 where the prediction is right, else 1
};

/// target, fraction (as written), repeat, fold
using FoldPlace = std::tuple<std::string, std::string, int, int>;

struct RunPredictions {
    std::string name;                                                  ///< of the run, for the table
    std::map<std::string, std::map<FoldPlace, FoldPredictions>> units; ///< by strategy
};

/// Throws InputError (data) where the file can't be read or is not a predictions.csv.
[[nodiscard]] RunPredictions read_predictions(const std::filesystem::path& file, std::string name);

/// One strategy of one run against the same one of the first run.
struct RunComparisonRow {
    std::string target;
    std::string fraction;
    std::string strategy;
    std::size_t run = 0;
    double mean_loss = 0;   ///< over all records of the folds that both have; of the first run: all its folds
    std::int64_t folds = 0; ///< that both have, with the same records
    std::int64_t other_folds = 0; ///< at the same place, but with other records: not compared
    evaluation::RatioInterval
        ratio; ///< mean loss here / in the first run, by folds; unknown for the first run
};

/// By target, fraction and strategy; in each the runs in the order given. A strategy that the first run lacks
/// is compared with nothing.
[[nodiscard]] std::vector<RunComparisonRow> compare_runs(const std::vector<RunPredictions>& runs);

/// As a text table.
[[nodiscard]] std::string run_comparison_text(const std::vector<RunPredictions>& runs,
                                              const std::vector<RunComparisonRow>& rows);

} // namespace sinter::report
