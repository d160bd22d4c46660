// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/trial_watchdog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <system_error>
#include <utility>

namespace sinter::study {

TrialWatchdog::TrialWatchdog(std::optional<double> limit, Stuck stuck)
    : limit_(limit), stuck_(std::move(stuck)) {
    if (!limit_) {
        return;
    }
    try {
        thread_ = std::thread([this] { watch(); });
    } catch (const std::system_error& error) {
        const std::string text = fmt::format(
            "there is no thread that watches trial_limit ({}); a trial that does not stop when it is asked goes on\n",
            error.code().message());
        (void)std::fputs(text.c_str(), stderr); // unlike fmt::print it does not throw
    }
}

TrialWatchdog::~TrialWatchdog() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

TrialWatchdog::Turn::Turn(TrialWatchdog& watchdog, std::size_t trial) : watchdog_(watchdog), trial_(trial) {
    if (watchdog_.limit_) {
        const auto* calls = plugin::own_calls != nullptr ? plugin::own_calls : &plugin::register_thread();
        const std::lock_guard lock(watchdog_.mutex_);
        watchdog_.running_[trial] = {TrialClock(), calls};
    }
}

TrialWatchdog::Turn::~Turn() {
    if (watchdog_.limit_) {
        {
            const std::lock_guard lock(watchdog_.mutex_);
            watchdog_.running_.erase(trial_);
        }
        watchdog_.changed_.notify_all();
    }
}

bool TrialWatchdog::is_beyond(const Running& running) const {
    return running.clock.seconds() > *limit_ + grace;
}

void TrialWatchdog::wait_for_others() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::duration<double>(grace), [&] {
        return std::all_of(running_.begin(), running_.end(),
                           [&](const auto& running) { return is_beyond(running.second); });
    });
}

void TrialWatchdog::watch() {
    constexpr std::chrono::milliseconds look{100};
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, look, [&] { return ending_; })) {
        const auto found = std::find_if(running_.begin(), running_.end(),
                                        [&](const auto& running) { return is_beyond(running.second); });
        if (found != running_.end()) {
            const auto trial = found->first;
            const auto call = plugin::innermost_call(*found->second.calls);
            lock.unlock();
            stuck_(trial, call);
            return;
        }
    }
}

} // namespace sinter::study
