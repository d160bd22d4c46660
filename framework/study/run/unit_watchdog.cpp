// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/unit_watchdog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <system_error>
#include <utility>

namespace sinter::study {

UnitWatchdog::UnitWatchdog(std::optional<double> limit, Stuck stuck)
    : limit_(limit), stuck_(std::move(stuck)) {
    if (!limit_) {
        return;
    }
    try {
        thread_ = std::thread([this] { watch(); });
    } catch (const std::system_error& error) {
        const std::string text = fmt::format(
            "there is no thread that watches unit_limit ({}); a unit that does not stop when it is asked goes on\n",
            error.code().message());
        (void)std::fputs(text.c_str(), stderr); // unlike fmt::print it does not throw
    }
}

UnitWatchdog::~UnitWatchdog() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

UnitWatchdog::Turn::Turn(UnitWatchdog& watchdog, std::size_t unit) : watchdog_(watchdog), unit_(unit) {
    if (watchdog_.limit_) {
        const auto* calls = plugin::own_calls != nullptr ? plugin::own_calls : &plugin::register_thread();
        const std::lock_guard lock(watchdog_.mutex_);
        watchdog_.running_[unit] = {UnitClock(), calls};
    }
}

UnitWatchdog::Turn::~Turn() {
    if (watchdog_.limit_) {
        {
            const std::lock_guard lock(watchdog_.mutex_);
            watchdog_.running_.erase(unit_);
        }
        watchdog_.changed_.notify_all();
    }
}

bool UnitWatchdog::is_beyond(const Running& running) const {
    return running.clock.seconds() > *limit_ + grace;
}

void UnitWatchdog::wait_for_others() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::duration<double>(grace), [&] {
        return std::all_of(running_.begin(), running_.end(),
                           [&](const auto& running) { return is_beyond(running.second); });
    });
}

void UnitWatchdog::watch() {
    constexpr std::chrono::milliseconds look{100};
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, look, [&] { return ending_; })) {
        const auto found = std::find_if(running_.begin(), running_.end(),
                                        [&](const auto& running) { return is_beyond(running.second); });
        if (found != running_.end()) {
            const auto unit = found->first;
            const auto call = plugin::innermost_call(*found->second.calls);
            lock.unlock();
            stuck_(unit, call);
            return;
        }
    }
}

} // namespace sinter::study
