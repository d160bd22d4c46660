// SPDX-License-Identifier: Apache-2.0
//
// Sees to it that a trial that neither ends nor stops when asked does not hold a run for ever.
#pragma once

#include "framework/plugin/guard/calls.hpp"
#include "framework/study/run/trial_clock.hpp"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace sinter::study {

/// Without a limit it does nothing. Members may be called from any thread.
class TrialWatchdog {
public:
    static constexpr double grace = 10; ///< seconds beyond the limit: a trial is asked to stop at the limit

    /// What is called, once, on a thread of the watchdog's own: the trial, and what it is in.
    using Stuck = std::function<void(std::size_t trial, const std::string& call)>;

    TrialWatchdog(std::optional<double> limit, Stuck stuck);
    ~TrialWatchdog();
    TrialWatchdog(const TrialWatchdog&) = delete;
    TrialWatchdog& operator=(const TrialWatchdog&) = delete;

    /// A trial's time, on its thread.
    class Turn {
    public:
        Turn(TrialWatchdog& watchdog, std::size_t trial);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        TrialWatchdog& watchdog_;
        std::size_t trial_;
    };

    /// Until no trial is running that can still end, at most for as long as the grace.
    void wait_for_others();

private:
    struct Running {
        TrialClock clock;
        const plugin::ThreadCalls* calls = nullptr;
    };
    void watch();
    [[nodiscard]] bool is_beyond(const Running& running) const;

    std::optional<double> limit_;
    Stuck stuck_;
    std::mutex mutex_; ///< guards what follows
    std::condition_variable changed_;
    std::map<std::size_t, Running> running_;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace sinter::study
