// SPDX-License-Identifier: Apache-2.0
//
// Runs the trials of a plan that have no outcome yet, on all threads, and journals each.
#pragma once

#include "framework/study/plan/plan.hpp"
#include "framework/study/run/journal.hpp"
#include "framework/study/run/run_trial.hpp"
#include "framework/threads/workers.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// One per trial of the plan; none: not run, or not to its end.
using Outcomes = std::vector<std::optional<TrialOutcome>>;

/// Those that the journal holds. A line that does not fit its trial is added to `problems`, and its trial has no outcome.
[[nodiscard]] Outcomes known_outcomes(const Plan& plan, const JournalContent& journal,
                                      std::vector<std::string>& problems);

/// The same of trials that are known by their ids; `read` gives the outcome of a trial, by its index, from its
/// line, and throws InputError if the line does not fit it.
[[nodiscard]] Outcomes
known_outcomes(const std::vector<std::string>& ids, const JournalContent& journal,
               const std::function<TrialOutcome(std::size_t trial, std::string_view line)>& read,
               std::vector<std::string>& problems);

/// Entries of the journal that are of no trial of this plan: results of other options, never mixed in.
[[nodiscard]] std::vector<const JournalEntry*> stale_entries(const Plan& plan, const JournalContent& journal);

/// Said after each trial, one at a time.
struct Progress {
    std::size_t done = 0; ///< trials of this plan with an outcome
    std::size_t all = 0;
    const Trial* trial = nullptr;          ///< the one that ended
    const TrialOutcome* outcome = nullptr; ///< of it
};

struct RunOptions {
    threads::Workers& workers;
    const std::atomic<bool>& finish;               ///< set: trials that are running are the last
    const std::atomic<bool>& stop;                 ///< set: those are given up too
    std::function<void(const Progress&)> progress; ///< may be empty
    std::function<void(const Trial&)> begins{};    ///< before each trial, on its thread; may be empty
    /// A trial has not returned in time and never may: its thread can't be ended, so the process must. Called
    /// once, with what is to be said, after the trial's failure is in the journal; must not return.
    std::function<void(const std::string&)> stuck{};
};

/// Runs the trials without an outcome, and those that failed, once more. Folds run side by side, the trials of
/// a fold one after the other: they share its fits. A trial that fails has its error as outcome and stops no
/// other, unless a plugin changed what all share (the plan's `harm` tells): then the others that are at work
/// are given up, and nothing further is run. Returns false when it ended before all was done. `journal` may be null.
[[nodiscard]] bool run_trials(const Plan& plan, const FeatureMatrix& features, Journal* journal,
                              Outcomes& outcomes, const RunOptions& options);

} // namespace sinter::study
