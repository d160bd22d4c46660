// SPDX-License-Identifier: Apache-2.0
//
// How long a trial may take.
#pragma once

#include <chrono>
#include <optional>

namespace sinter::study {

/// Begins when it is made. Any thread.
class TrialClock {
public:
    using Clock = std::chrono::steady_clock;

    /// `limit` in seconds; none: for ever.
    explicit TrialClock(std::optional<double> limit = std::nullopt) : limit_(limit) {}

    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(Clock::now() - begin_).count();
    }
    [[nodiscard]] bool is_overdue() const { return limit_ && seconds() > *limit_; }

private:
    Clock::time_point begin_ = Clock::now();
    std::optional<double> limit_;
};

} // namespace sinter::study
