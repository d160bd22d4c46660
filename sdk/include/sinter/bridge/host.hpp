// SPDX-License-Identifier: Apache-2.0
//
// The host's services as a table of functions, and such a table as a Host.
#pragma once

#include <sinter/abi/host.h>
#include <sinter/abi/learner.h>
#include <sinter/abi/strategy.h>
#include <sinter/bridge/guard.hpp>
#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/strategy.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <string_view>

namespace sinter::bridge {

// Defined in bridge/learner.hpp; learners and hosts know each other.
sinter_learner_ref export_learner(std::unique_ptr<Learner> learner);
std::unique_ptr<Learner> import_learner(sinter_learner_ref ref);
// Defined in bridge/strategy.hpp.
sinter_strategy_ref export_strategy(std::unique_ptr<TransferStrategy> strategy);
std::unique_ptr<TransferStrategy> import_strategy(sinter_strategy_ref ref);

/// A Host for the other side; lives on the stack around a call.
class ExportedHost {
public:
    explicit ExportedHost(Host& host)
        : c_{sizeof(sinter_host), 0,      &host,        parallel_for, make_learner, progress, log,
             cancelled,           stream, make_strategy} {}
    [[nodiscard]] const sinter_host* c() const noexcept { return &c_; }

private:
    static Host& of(void* context) { return *static_cast<Host*>(context); }

    static std::int32_t parallel_for(void* context, std::int64_t count, void (*body)(void*, std::int64_t),
                                     void* body_context, sinter_error* error) noexcept {
        return guard(error, [&] {
            of(context).parallel_for(count, [&](std::int64_t index) { body(body_context, index); });
        });
    }
    static std::int32_t make_learner(void* context, sinter_string name, sinter_learner_ref* learner,
                                     sinter_error* error) noexcept {
        return guard(error, [&] { *learner = export_learner(of(context).make_learner(text_of(name))); });
    }
    static void progress(void* context, double fraction) noexcept {
        guard(nullptr, [&] { of(context).progress(fraction); });
    }
    static void log(void* context, std::int32_t level, sinter_string text) noexcept {
        guard(nullptr,
              [&] { of(context).log(static_cast<LogLevel>(std::clamp(level, 0, 3)), text_of(text)); });
    }
    static std::int32_t cancelled(void* context) noexcept {
        std::int32_t answer = 0;
        guard(nullptr, [&] { answer = of(context).cancelled() ? 1 : 0; });
        return answer;
    }
    static sinter_stream stream(void* context, sinter_string purpose) noexcept {
        sinter_stream result{0, 0};
        guard(nullptr, [&] { result = of(context).stream(text_of(purpose)).c(); });
        return result;
    }
    static std::int32_t make_strategy(void* context, sinter_string name, sinter_strategy_ref* strategy,
                                      sinter_error* error) noexcept {
        return guard(error, [&] { *strategy = export_strategy(of(context).make_strategy(text_of(name))); });
    }

    sinter_host c_;
};

/// The host of the other side.
class ImportedHost final : public Host {
public:
    explicit ImportedHost(const sinter_host* c) : c_(c) {}

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        Loop loop{body, *c_, count};
        sinter_error error = no_error();
        const std::int32_t status = c_->parallel_for(c_->context, loop.blocks, Loop::run, &loop, &error);
        if (loop.exception) {
            std::rethrow_exception(loop.exception);
        }
        check(status, error);
    }
    std::unique_ptr<Learner> make_learner(std::string_view name) override {
        sinter_learner_ref ref{nullptr, nullptr};
        call(c_->make_learner, c_->context, c_text(name), &ref);
        return import_learner(ref);
    }
    std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) override {
        constexpr std::size_t end = offsetof(sinter_host, make_strategy) + sizeof(void*);
        if (c_->struct_size < end || c_->make_strategy == nullptr) {
            fail_unsupported("this sinter is too old for strategies that name others");
        }
        sinter_strategy_ref ref{nullptr, nullptr};
        call(c_->make_strategy, c_->context, c_text(name), &ref);
        return import_strategy(ref);
    }
    void progress(double fraction) override { c_->progress(c_->context, fraction); }
    void log(LogLevel level, std::string_view text) override {
        c_->log(c_->context, static_cast<std::int32_t>(level), c_text(text));
    }
    [[nodiscard]] bool cancelled() override { return c_->cancelled(c_->context) != 0; }
    [[nodiscard]] Stream stream(std::string_view purpose) override {
        return c_->stream(c_->context, c_text(purpose));
    }

private:
    /// Keeps the exception of the lowest index, which does not depend on scheduling: an index below a failed
    /// one is still run, one above it need not be. The other side does not see that a body failed, so a loop
    /// of many crosses in blocks: each ends at the failure, and a loop of 2^62 bodies that throws does end.
    struct Loop {
        static constexpr std::int64_t most_blocks = 1 << 16;

        Loop(const std::function<void(std::int64_t)>& of_each, const sinter_host& services, std::int64_t all)
            : body(of_each), host(services), count(all), blocks(std::min(all, most_blocks)) {}

        const std::function<void(std::int64_t)>& body;
        const sinter_host& host;
        const std::int64_t count;
        const std::int64_t blocks;
        std::atomic<std::int64_t> failed{std::numeric_limits<std::int64_t>::max()};
        std::mutex mutex{};
        std::exception_ptr exception{};

        /// The first blocks are one longer where the blocks do not divide the count.
        [[nodiscard]] std::int64_t begin_of(std::int64_t block) const noexcept {
            return block * (count / blocks) + std::min(block, count % blocks);
        }
        static void run(void* context, std::int64_t block) noexcept {
            auto& loop = *static_cast<Loop*>(context);
            const std::int64_t begin = loop.begin_of(block);
            const std::int64_t end = loop.begin_of(block + 1);
            for (std::int64_t index = begin; index < end; ++index) {
                if (index > loop.failed.load(std::memory_order_relaxed)) {
                    return;
                }
                loop.run_one(index, index > begin); // the host has asked before the block
            }
        }
        void run_one(std::int64_t index, bool asks) noexcept {
            try {
                if (asks && host.cancelled(host.context) != 0) {
                    throw Error(SINTER_CANCELLED, "asked to stop");
                }
                body(index);
            } catch (...) {
                const std::lock_guard<std::mutex> lock(mutex);
                if (index < failed.load(std::memory_order_relaxed)) {
                    failed.store(index, std::memory_order_relaxed);
                    exception = std::current_exception();
                }
            }
        }
    };

    const sinter_host* c_;
};

} // namespace sinter::bridge
