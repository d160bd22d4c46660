// SPDX-License-Identifier: Apache-2.0
//
// Sees to it that a unit that neither ends nor stops when asked does not hold a run for ever.
#pragma once

#include "framework/plugin/guard/calls.hpp"
#include "framework/study/run/unit_clock.hpp"

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
class UnitWatchdog {
public:
    static constexpr double grace = 10; ///< seconds beyond the limit: a unit is asked to stop at the limit

    /// What is called, once, on a thread of the watchdog's own: the unit, and what it is in.
    using Stuck = std::function<void(std::size_t unit, const std::string& call)>;

    UnitWatchdog(std::optional<double> limit, Stuck stuck);
    ~UnitWatchdog();
    UnitWatchdog(const UnitWatchdog&) = delete;
    UnitWatchdog& operator=(const UnitWatchdog&) = delete;

    /// A unit's time, on its thread.
    class Turn {
    public:
        Turn(UnitWatchdog& watchdog, std::size_t unit);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        UnitWatchdog& watchdog_;
        std::size_t unit_;
    };

    /// Until no unit is running that can still end, at most for as long as the grace.
    void wait_for_others();

private:
    struct Running {
        UnitClock clock;
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
