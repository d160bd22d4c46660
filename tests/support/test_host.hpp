// SPDX-License-Identifier: Apache-2.0
//
// A host for tests of plugins in process: no config, no files, no framework.
#pragma once

#include <sinter/error.hpp>
#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/strategy.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace sinter::tests {

/// Runs loops on the calling thread, or on `threads` threads of its own, and keeps what is logged.
class TestHost final : public Host {
public:
    struct Line {
        LogLevel level;
        std::string text;
    };

    explicit TestHost(std::size_t threads = 1) : threads_(threads) {}

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        std::vector<std::exception_ptr> errors(static_cast<std::size_t>(count));
        std::atomic<std::int64_t> next = 0;
        const auto work = [&] {
            for (std::int64_t i = next++; i < count; i = next++) {
                try {
                    body(i);
                } catch (...) {
                    errors[static_cast<std::size_t>(i)] = std::current_exception();
                }
            }
        };
        if (threads_ <= 1) {
            work();
        } else {
            std::vector<std::thread> team;
            for (std::size_t t = 0; t < threads_; ++t) {
                team.emplace_back(work);
            }
            for (auto& member : team) {
                member.join();
            }
        }
        for (const auto& error : errors) {
            if (error) {
                std::rethrow_exception(error);
            }
        }
    }

    using Host::make_learner;
    std::unique_ptr<Learner> make_learner(std::string_view name, const OptionChanges& changed) override {
        changes = changed;
        const auto found = learners.find(std::string(name));
        if (found == learners.end()) {
            throw Error(SINTER_INVALID_ARGUMENT, "there is no learner '" + std::string(name) + "'");
        }
        return found->second();
    }

    std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) override {
        const auto found = strategies.find(std::string(name));
        if (found == strategies.end()) {
            throw Error(SINTER_INVALID_ARGUMENT, "there is no strategy '" + std::string(name) + "'");
        }
        return found->second();
    }

    void progress(double fraction) override { last_progress = fraction; }
    void log(LogLevel level, std::string_view text) override {
        const std::lock_guard lock(log_mutex_);
        lines.push_back({level, std::string(text)});
    }
    bool cancelled() override { return questions_++ >= questions_before_cancel.load(); }
    OptionChanges changes; ///< those of the last learner that was asked for
    Stream stream(std::string_view purpose) override { return Stream(seed).derive(purpose); }

    /// What make_learner gives.
    std::map<std::string, std::function<std::unique_ptr<Learner>()>, std::less<>> learners;
    /// What make_strategy gives.
    std::map<std::string, std::function<std::unique_ptr<TransferStrategy>()>, std::less<>> strategies;
    std::vector<Line> lines;
    std::atomic<double> last_progress = 0;
    std::uint64_t seed = 1;
    /// cancelled() says no this many times, then yes.
    std::atomic<std::int64_t> questions_before_cancel = INT64_MAX;

private:
    std::size_t threads_;
    std::mutex log_mutex_;
    std::atomic<std::int64_t> questions_ = 0;
};

} // namespace sinter::tests
