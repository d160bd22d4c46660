// SPDX-License-Identifier: Apache-2.0
//
// Runs a plan: every strategy on every fold.
#pragma once

#include "framework/study/plan.hpp"
#include "framework/study/results.hpp"
#include "framework/threads/workers.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <stdexcept>

namespace sinter::study {

/// Said after each unit.
struct Progress {
    std::size_t done = 0; ///< units
    std::size_t all = 0;
    const UnitResult* unit = nullptr; ///< the one that ended
};

struct RunOptions {
    threads::Workers& workers;
    const std::atomic<bool>& stop;                 ///< set to end soon, with Interrupted
    std::function<void(const Progress&)> progress; ///< called on the calling thread; may be empty
};

/// The run was asked to stop.
class Interrupted : public std::runtime_error {
public:
    Interrupted() : std::runtime_error("interrupted") {}
};

/// Units run fold by fold, so that strategies share the fits of a fold. Throws InputError (data) where a
/// material cannot be featurized or a strategy fails on the data, Interrupted when asked to stop.
[[nodiscard]] StudyResults run_study(const Plan& plan, const RunOptions& options);

} // namespace sinter::study
