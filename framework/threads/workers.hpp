// SPDX-License-Identifier: Apache-2.0
//
// The host's threads: every parallel loop of the framework and of the plugins runs on them.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

namespace sinter::threads {

/// Runs loops. Nested calls are allowed: the caller always works on its own loop, so that it cannot wait for
/// a thread that waits for it. Members may be called from any thread.
class Workers {
public:
    Workers() = default;
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    virtual ~Workers() = default;

    /// Calls body(i) for every i in [0, count), in any order, and returns when all are done. If bodies throw,
    /// the exception of the lowest i that threw is rethrown, after the loop has drained; bodies not yet begun
    /// may be left out then.
    virtual void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) = 0;

    [[nodiscard]] virtual int thread_count() const noexcept = 0;
};

/// One for each core.
[[nodiscard]] int default_thread_count();

/// Workers on `threads` threads (the caller's included); 0: one for each core. On oneTBB, or on the plain
/// pool where the build says so. They have fewer where no more can be made at this moment: `thread_count` tells.
[[nodiscard]] std::unique_ptr<Workers> make_workers(int threads);

} // namespace sinter::threads
