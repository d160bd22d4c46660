// SPDX-License-Identifier: Apache-2.0
//
// One of several runs that are compared, scored as its report is.
#pragma once

#include "framework/report/scores/metrics_table.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/study/run/results.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sinter::report {

/// Movable, not to be copied: the series point into the results.
struct RunScores {
    RunScores() = default;
    RunScores(RunScores&&) = default;
    RunScores& operator=(RunScores&&) = default;
    RunScores(const RunScores&) = delete;
    RunScores& operator=(const RunScores&) = delete;
    ~RunScores() = default;

    std::string name;            ///< of the run, for the tables
    study::StudyResults results; ///< of the nested protocol with the nested choice as one more strategy, last
    std::vector<Series> series;
    std::vector<MetricsRow> metrics;
};

[[nodiscard]] RunScores score_run(std::string name, study::StudyResults results);

/// The run's strategy of that name.
[[nodiscard]] std::optional<std::size_t> strategy_named(const RunScores& run, const std::string& name);

/// What `other` calls the target and the size of `key`, a key of `run`; the strategy is to be set. None where it has
/// no such target, with the same classes, or no such share of the training groups.
[[nodiscard]] std::optional<SeriesKey> key_in(const RunScores& other, const RunScores& run,
                                              const SeriesKey& key);

} // namespace sinter::report
