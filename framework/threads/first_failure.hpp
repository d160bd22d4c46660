// SPDX-License-Identifier: Apache-2.0
//
// Which exception of a parallel loop counts.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <mutex>
#include <utility>

namespace sinter::threads {

/// Keeps the exception of the lowest index. Indices below a failed one are still run, those above need not
/// be: so the exception does not depend on scheduling. Any thread.
class FirstFailure {
public:
    /// Whether a lower index has failed: then this one and all above it need not be run.
    [[nodiscard]] bool is_beyond(std::int64_t index) const noexcept {
        return index > index_.load(std::memory_order_relaxed);
    }

    void run(std::int64_t index, const std::function<void(std::int64_t)>& body) noexcept {
        if (is_beyond(index)) {
            return;
        }
        try {
            body(index);
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (index < index_.load(std::memory_order_relaxed)) {
                index_.store(index, std::memory_order_relaxed);
                exception_ = std::current_exception();
            }
        }
    }

    /// After all have ended.
    void rethrow() {
        if (exception_) {
            std::rethrow_exception(std::exchange(exception_, nullptr));
        }
    }

private:
    std::atomic<std::int64_t> index_{std::numeric_limits<std::int64_t>::max()};
    std::mutex mutex_;
    std::exception_ptr exception_;
};

} // namespace sinter::threads
