// SPDX-License-Identifier: Apache-2.0
//
// What a run predicted, read back from its predictions.csv: no data and no plugins are needed.
#pragma once

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
using Folds = std::map<FoldPlace, FoldPredictions>;

struct RunPredictions {
    std::string name;                   ///< of the run, for the table
    std::map<std::string, Folds> units; ///< by strategy
    std::vector<std::string> order;     ///< of the strategies in the file: the config's
};

/// Throws InputError (data) where the file can't be read or is not a predictions.csv.
[[nodiscard]] RunPredictions read_predictions(const std::filesystem::path& file, std::string name);

} // namespace sinter::report
