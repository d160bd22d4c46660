// SPDX-License-Identifier: Apache-2.0
//
// A data race on purpose: two bodies of a loop change one plain int. ThreadSanitizer must report it; a build
// in which it does not would also miss the races that matter.
#include "framework/threads/workers.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

int main() {
    const auto workers = sinter::threads::make_workers(2);
    int shared = 0;
    std::atomic<int> inside{0};
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    workers->parallel_for(2, [&](std::int64_t) {
        // Relaxed: both threads are here, but nothing orders them.
        inside.fetch_add(1, std::memory_order_relaxed);
        while (inside.load(std::memory_order_relaxed) < 2 && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::yield();
        }
        for (int i = 0; i < 1000; ++i) {
            ++shared;
        }
    });
    std::printf("%d\n", shared);
    return 0;
}
