// SPDX-License-Identifier: Apache-2.0
#include "framework/threads/workers.hpp"

#include "framework/threads/plain_workers.hpp"

#ifdef SINTER_PLAIN_THREADS

namespace sinter::threads {

std::unique_ptr<Workers> make_workers(int threads) { return make_plain_workers(threads); }

} // namespace sinter::threads

#else

#include "framework/threads/first_failure.hpp"
#include "framework/threads/signal_stack.hpp"
#include "framework/threads/thread_supply.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_scheduler_observer.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <system_error>

namespace sinter::threads {
namespace {

/// Chunks a thread in a loop of many small bodies: enough for balance, few enough not to count.
constexpr std::int64_t chunks_per_thread = 64;

/// Each thread that comes to work gets a signal stack.
class Arrivals final : public tbb::task_scheduler_observer {
public:
    explicit Arrivals(tbb::task_arena& arena) : tbb::task_scheduler_observer(arena) { observe(true); }
    ~Arrivals() override { observe(false); }
    Arrivals(const Arrivals&) = delete;
    Arrivals& operator=(const Arrivals&) = delete;
    void on_scheduler_entry(bool /*is_worker*/) override { give_signal_stack(); }
};

class TbbWorkers final : public Workers {
public:
    explicit TbbWorkers(int threads)
        : threads_(threads),
          control_(tbb::global_control::max_allowed_parallelism,
                   static_cast<std::size_t>(std::max(threads, tbb::info::default_concurrency()))),
          arena_(threads), arrivals_(arena_) {}

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        FirstFailure failure;
        const auto run_range = [&](const tbb::blocked_range<std::int64_t>& range) {
            for (auto i = range.begin(); i != range.end() && !failure.is_beyond(i); ++i) {
                failure.run(i, body);
            }
        };
        const std::int64_t grain = std::max<std::int64_t>(1, count / (threads_ * chunks_per_thread));
        // Isolated: a thread that waits for the end of its loop takes bodies of this loop only. A body of an
        // outer loop could ask for a lock that the waiting one holds.
        try {
            arena_.execute([&] {
                tbb::this_task_arena::isolate([&] {
                    tbb::parallel_for(tbb::blocked_range<std::int64_t>(0, std::max<std::int64_t>(0, count),
                                                                       static_cast<std::size_t>(grain)),
                                      run_range, tbb::simple_partitioner());
                });
            });
        } catch (const std::runtime_error& error) {
            // No body's, for those are kept: a thread could not be started.
            throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again),
                                    error.what());
        }
        failure.rethrow();
    }

    [[nodiscard]] int thread_count() const noexcept override { return threads_; }

private:
    int threads_;
    tbb::global_control control_; ///< lets an arena have more threads than there are cores
    tbb::task_arena arena_;
    Arrivals arrivals_;
};

} // namespace

std::unique_ptr<Workers> make_workers(int threads) {
    const int wanted = threads > 0 ? threads : tbb::info::default_concurrency();
    if (threads_to_be_had(wanted) < wanted) {
        // They make their threads at once, and go on without those that fail.
        return make_plain_workers(wanted);
    }
    return std::make_unique<TbbWorkers>(wanted);
}

} // namespace sinter::threads

#endif
