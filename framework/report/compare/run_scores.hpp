// SPDX-License-Identifier: Apache-2.0
//
// One of several runs that are compared, scored as its report is.
#pragma once

#include "framework/report/scores/fold_scores.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace sinter::report {

struct RunScores : FoldScores {
    RunScores(std::string run, FoldScores scores) : FoldScores(std::move(scores)), name(std::move(run)) {}

    std::string name; ///< of the run, for the tables
};

/// The run's strategy of that name.
[[nodiscard]] std::optional<std::size_t> strategy_named(const RunScores& run, const std::string& name);

/// What `other` calls the target and the size of `key`, a key of `run`; the strategy is to be set. None where it has
/// no such target, with the same classes, or no such share of the training groups.
[[nodiscard]] std::optional<SeriesKey> key_in(const RunScores& other, const RunScores& run,
                                              const SeriesKey& key);

} // namespace sinter::report
