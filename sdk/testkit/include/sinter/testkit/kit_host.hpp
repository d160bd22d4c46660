// SPDX-License-Identifier: Apache-2.0
//
// A host for plugins under test: it gives stand-in learners and strategies, runs loops in the order and on
// the threads that it is told, can be told to stop, and remembers what it was asked for.
#pragma once

#include <sinter/error.hpp>
#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/strategy.hpp>
#include <sinter/testkit/stand_ins.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sinter::testkit {

class KitHost final : public Host {
public:
    enum class Order { forwards, backwards };
    struct Settings {
        std::uint64_t seed = 1;
        std::size_t threads = 1;
        Order order = Order::forwards;
        bool stop = false;                ///< cancelled() says yes, loops end with SINTER_CANCELLED
        std::int64_t* messages = nullptr; ///< counts them; null: nobody does
        double learner_shift = 0;         ///< what the stand-in learners add to every number they predict
    };
    explicit KitHost(const Settings& settings) : settings_(settings) {}

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        require_going();
        std::atomic<std::int64_t> next{0};
        std::atomic<std::int64_t> failed{
            std::numeric_limits<std::int64_t>::max()}; // by the order of the loop
        std::mutex mutex;
        std::exception_ptr error; // of the lowest index that threw
        std::int64_t lowest = failed;
        const auto work = [&] {
            for (std::int64_t n = next++; n < count && n <= failed; n = next++) {
                const auto index = settings_.order == Order::forwards ? n : count - 1 - n;
                try {
                    body(index);
                } catch (...) {
                    const std::lock_guard<std::mutex> lock(mutex);
                    failed = std::min<std::int64_t>(n, failed);
                    if (index <= lowest) {
                        lowest = index;
                        error = std::current_exception();
                    }
                }
            }
        };
        std::vector<std::thread> others;
        for (std::size_t t = 1; t < settings_.threads; ++t) {
            others.emplace_back(work);
        }
        work();
        for (auto& thread : others) {
            thread.join();
        }
        if (error) {
            std::rethrow_exception(error);
        }
    }

    using Host::make_learner;
    /// Its stand-ins have no options: whatever is changed leaves them as they are.
    std::unique_ptr<Learner> make_learner(std::string_view name, const OptionChanges& /*changed*/) override {
        note(learners_asked_, name);
        if (!is_stand_in_learner(name)) {
            fail_invalid("there is no learner '" + std::string(name) + "' in this config");
        }
        return std::make_unique<StandInLearner>(settings_.learner_shift);
    }
    std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) override {
        note(strategies_asked_, name);
        if (!is_stand_in_strategy(name)) {
            fail_invalid("there is no strategy '" + std::string(name) + "' in this config");
        }
        return std::make_unique<StandInStrategy>();
    }

    void progress(double fraction) override {
        if (!(fraction >= 0 && fraction <= 1)) {
            bad_progress_ = true;
        }
    }
    void log(LogLevel /*level*/, std::string_view /*text*/) override {
        if (settings_.messages != nullptr) {
            const std::lock_guard<std::mutex> lock(mutex_);
            ++*settings_.messages;
        }
    }
    [[nodiscard]] bool cancelled() override { return settings_.stop; }
    [[nodiscard]] Stream stream(std::string_view purpose) override {
        return Stream(settings_.seed).derive(purpose);
    }

    [[nodiscard]] const std::vector<std::string>& learners_asked() const { return learners_asked_; }
    [[nodiscard]] const std::vector<std::string>& strategies_asked() const { return strategies_asked_; }
    /// Whether progress was ever told outside of 0 to 1.
    [[nodiscard]] bool bad_progress() const { return bad_progress_; }

private:
    void require_going() const {
        if (settings_.stop) {
            throw Error(SINTER_CANCELLED, "the host was asked to stop");
        }
    }
    void note(std::vector<std::string>& names, std::string_view name) {
        const std::lock_guard<std::mutex> lock(mutex_);
        names.emplace_back(name);
    }

    Settings settings_;
    std::mutex mutex_;
    std::vector<std::string> learners_asked_;
    std::vector<std::string> strategies_asked_;
    std::atomic<bool> bad_progress_{false};
};

} // namespace sinter::testkit
