// SPDX-License-Identifier: Apache-2.0
//
// What a run shows while it works: on a terminal one line per strategy, redrawn; in a pipe one line per trial.
#pragma once

#include "framework/study/run/run_trials.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sinter::cli {

enum class ProgressStyle : std::uint8_t { none, lines, terminal };

/// `terminal` where standard error is one that can move its cursor, else `lines`.
[[nodiscard]] ProgressStyle style_of_standard_error();

/// Not for several threads; the plan outlives it.
class ProgressDisplay {
public:
    /// `known` are the outcomes that the run begins with.
    ProgressDisplay(const study::Plan& plan, const study::Outcomes& known, ProgressStyle style);

    void show(const study::Progress& progress);

private:
    /// What is known of one strategy.
    struct Tally {
        std::size_t done = 0;
        std::size_t all = 0;
        std::size_t failed = 0;
        double loss = 0; ///< sum of absolute errors, or of wrong classes, at the full training size
        double rows = 0;
    };
    void add(const study::Trial& trial, const study::TrialOutcome& outcome);
    void print_line(const study::Progress& progress) const;
    void redraw(const study::Progress& progress);
    [[nodiscard]] std::string score_of(std::size_t strategy) const; ///< by its first target
    [[nodiscard]] std::string time_left(const study::Progress& progress) const;

    const study::Plan* plan_;
    ProgressStyle style_;
    std::vector<Tally> tallies_; ///< one per strategy
    std::size_t done_before_ = 0;
    std::size_t drawn_ = 0; ///< lines on the screen
    std::chrono::steady_clock::time_point begin_;
};

} // namespace sinter::cli
