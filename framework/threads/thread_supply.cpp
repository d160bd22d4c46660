// SPDX-License-Identifier: Apache-2.0
#include "framework/threads/thread_supply.hpp"

#include <latch>
#include <system_error>
#include <thread>
#include <vector>

namespace sinter::threads {

int threads_to_be_had(int wanted) {
    std::latch all(1);
    std::vector<std::thread> threads;
    try {
        while (static_cast<int>(threads.size()) + 1 < wanted) {
            threads.emplace_back([&] { all.wait(); });
        }
    } catch (const std::system_error&) {
        // As many as there are.
    }
    all.count_down();
    for (auto& thread : threads) {
        thread.join();
    }
    return static_cast<int>(threads.size()) + 1;
}

} // namespace sinter::threads
