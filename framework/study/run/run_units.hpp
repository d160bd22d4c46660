// SPDX-License-Identifier: Apache-2.0
//
// Runs the units of a plan that have no outcome yet, on all threads, and journals each.
#pragma once

#include "framework/study/plan/plan.hpp"
#include "framework/study/run/journal.hpp"
#include "framework/study/run/run_unit.hpp"
#include "framework/threads/workers.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// One a unit of the plan; none: not run, or not to its end.
using Outcomes = std::vector<std::optional<UnitOutcome>>;

/// Those that the journal holds. A line that does not fit its unit is added to `problems`, and its unit has no outcome.
[[nodiscard]] Outcomes known_outcomes(const Plan& plan, const JournalContent& journal,
                                      std::vector<std::string>& problems);

/// The same of units that are known by their ids; `read` gives the outcome of a unit, by its index, from its
/// line, and throws InputError if the line does not fit it.
[[nodiscard]] Outcomes
known_outcomes(const std::vector<std::string>& ids, const JournalContent& journal,
               const std::function<UnitOutcome(std::size_t unit, std::string_view line)>& read,
               std::vector<std::string>& problems);

/// Entries of the journal that are of no unit of this plan: results of other options, never mixed in.
[[nodiscard]] std::vector<const JournalEntry*> stale_entries(const Plan& plan, const JournalContent& journal);

/// Said after each unit, one at a time.
struct Progress {
    std::size_t done = 0; ///< units of this plan with an outcome
    std::size_t all = 0;
    const Unit* unit = nullptr;           ///< the one that ended
    const UnitOutcome* outcome = nullptr; ///< of it
};

struct RunOptions {
    threads::Workers& workers;
    const std::atomic<bool>& finish;               ///< set: units that are running are the last
    const std::atomic<bool>& stop;                 ///< set: those are given up too
    std::function<void(const Progress&)> progress; ///< may be empty
    std::function<void(const Unit&)> begins{};     ///< before each unit, on its thread; may be empty
    /// A unit has not returned in time and never may: its thread can't be ended, so the process must. Called
    /// once, with what is to be said, after the unit's failure is in the journal; must not return.
    std::function<void(const std::string&)> stuck{};
};

/// Runs the units without an outcome, and those that failed, once more. Folds run side by side, the units of
/// a fold one after the other: they share its fits. A unit that fails has its error as outcome and stops no
/// other, unless a plugin changed what all share (the plan's `harm` tells): then the others that are at work
/// are given up, and nothing further is run. Returns false when it ended before all was done. `journal` may be null.
[[nodiscard]] bool run_units(const Plan& plan, const FeatureMatrix& features, Journal* journal,
                             Outcomes& outcomes, const RunOptions& options);

} // namespace sinter::study
