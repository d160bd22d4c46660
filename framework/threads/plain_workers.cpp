// SPDX-License-Identifier: Apache-2.0
#include "framework/threads/plain_workers.hpp"

#include "framework/threads/first_failure.hpp"
#include "framework/threads/signal_stack.hpp"
#include "framework/threads/workers.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace sinter::threads {
namespace {

/// A loop lives on the stack of its caller, who leaves only when no helper is in it.
struct Loop {
    std::int64_t count;
    const std::function<void(std::int64_t)>& body;
    std::atomic<std::int64_t> next{0};
    int helpers = 0; ///< guarded by the pool's mutex
    FirstFailure failure{};

    [[nodiscard]] bool has_more() const noexcept { return next.load(std::memory_order_relaxed) < count; }

    void work() noexcept {
        for (auto i = next.fetch_add(1, std::memory_order_relaxed); i < count;
             i = next.fetch_add(1, std::memory_order_relaxed)) {
            if (failure.is_beyond(i)) { // so are all that come
                next.store(count, std::memory_order_relaxed);
                return;
            }
            failure.run(i, body);
        }
    }
};

class PlainWorkers final : public Workers {
public:
    explicit PlainWorkers(int threads) {
        try {
            while (thread_count() < threads) {
                pool_.emplace_back([this] { help(); });
            }
        } catch (const std::system_error&) {
            // With those there are: the caller works on its own loop.
        }
    }

    ~PlainWorkers() override {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        for (auto& thread : pool_) {
            thread.join();
        }
    }

    // The caller works on its own loop and then waits for helpers that are inside its bodies. What a helper
    // waits for lies within such a body, so that nobody waits in a circle.
    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        Loop loop{count, body};
        {
            const std::lock_guard lock(mutex_);
            loops_.push_back(&loop);
        }
        changed_.notify_all();
        loop.work();
        {
            std::unique_lock lock(mutex_);
            loops_.erase(std::find(loops_.begin(), loops_.end(), &loop));
            changed_.wait(lock, [&] { return loop.helpers == 0; });
        }
        loop.failure.rethrow();
    }

    [[nodiscard]] int thread_count() const noexcept override { return static_cast<int>(pool_.size()) + 1; }

private:
    void help() {
        give_signal_stack();
        std::unique_lock lock(mutex_);
        for (;;) {
            Loop* loop = nullptr;
            changed_.wait(lock, [&] { return stopping_ || (loop = unfinished()) != nullptr; });
            if (loop == nullptr) {
                return;
            }
            ++loop->helpers;
            lock.unlock();
            loop->work();
            lock.lock();
            --loop->helpers;
            changed_.notify_all();
        }
    }

    /// The innermost loop, as far as can be told, that has bodies left: outer ones wait for it.
    [[nodiscard]] Loop* unfinished() const {
        const auto found =
            std::find_if(loops_.rbegin(), loops_.rend(), [](const Loop* loop) { return loop->has_more(); });
        return found == loops_.rend() ? nullptr : *found;
    }

    std::mutex mutex_;
    std::condition_variable changed_; ///< a loop has begun, a helper has left one, or the end
    std::vector<Loop*> loops_;
    bool stopping_ = false;
    std::vector<std::thread> pool_;
};

} // namespace

std::unique_ptr<Workers> make_plain_workers(int threads) {
    return std::make_unique<PlainWorkers>(threads > 0 ? threads : default_thread_count());
}

int default_thread_count() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

} // namespace sinter::threads
