// SPDX-License-Identifier: Apache-2.0
//
// The host's services as a table of functions, and such a table as a Host.
#pragma once

#include <sinter/abi/host.h>
#include <sinter/abi/strategy.h>
#include <sinter/bridge/floors.hpp>
#include <sinter/bridge/guard.hpp>
#include <sinter/bridge/parameters.hpp>
#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/strategy.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::bridge {

// A host makes learners and strategies, and these are given a host. So they are declared here and defined in
// bridge/learner.hpp and bridge/strategy.hpp; who uses a host of the other side includes the latter.
sinter_learner_ref export_learner(std::unique_ptr<Learner> learner);
std::unique_ptr<Learner> import_learner(sinter_learner_ref ref);
sinter_strategy_ref export_strategy(std::unique_ptr<TransferStrategy> strategy);
std::unique_ptr<TransferStrategy> import_strategy(sinter_strategy_ref ref);

/// A Host for the other side; lives on the stack around a call.
class ExportedHost {
public:
    explicit ExportedHost(Host& host)
        : c_{sizeof(sinter_host), 0,        &host, parallel_for, make_learner,
             make_strategy,       progress, log,   cancelled,    stream,
             get_interface} {}
    [[nodiscard]] const sinter_host* c() const noexcept { return &c_; }

private:
    static Host& of(void* context) { return *static_cast<Host*>(context); }

    static std::int32_t parallel_for(void* context, std::int64_t count,
                                     std::int32_t (*body)(void*, std::int64_t), void* body_context,
                                     sinter_error* error) noexcept {
        return guard(error, [&] {
            of(context).parallel_for(count, [&](std::int64_t index) {
                const std::int32_t status = body(body_context, index);
                if (status != SINTER_OK) {
                    throw Error(status, "a part of a loop failed"); // why is known on the other side
                }
            });
        });
    }
    static std::int32_t make_learner(void* context, sinter_string name, const sinter_changed_options* changed,
                                     sinter_learner_ref* learner, sinter_error* error) noexcept {
        return guard(error, [&] {
            *learner = export_learner(of(context).make_learner(text_of(name), changes_from_c(changed)));
        });
    }
    static OptionChanges changes_from_c(const sinter_changed_options* changed) {
        OptionChanges changes;
        if (changed != nullptr) {
            const auto values = values_from_c(changed->values);
            for (std::size_t i = 0; i < values.size(); ++i) {
                changes.emplace_back(std::string(text_of(changed->names[i])), values[i]);
            }
        }
        return changes;
    }
    static std::int32_t progress(void* context, double fraction, sinter_error* error) noexcept {
        return guard(error, [&] { of(context).progress(fraction); });
    }
    static std::int32_t log(void* context, std::int32_t level, sinter_string text,
                            sinter_error* error) noexcept {
        return guard(error,
                     [&] { of(context).log(static_cast<LogLevel>(std::clamp(level, 0, 3)), text_of(text)); });
    }
    static std::int32_t cancelled(void* context) noexcept {
        std::int32_t answer = 0;
        guard(nullptr, [&] { answer = of(context).cancelled() ? 1 : 0; });
        return answer;
    }
    static std::int32_t stream(void* context, sinter_string purpose, sinter_stream* out,
                               sinter_error* error) noexcept {
        return guard(error, [&] { *out = of(context).stream(text_of(purpose)).c(); });
    }
    /// No service beyond the table yet.
    static const void* get_interface(void* /*context*/, sinter_string /*id*/) noexcept { return nullptr; }
    static std::int32_t make_strategy(void* context, sinter_string name, sinter_strategy_ref* strategy,
                                      sinter_error* error) noexcept {
        return guard(error, [&] { *strategy = export_strategy(of(context).make_strategy(text_of(name))); });
    }

    sinter_host c_;
};

/// The host of the other side.
class ImportedHost final : public Host {
public:
    explicit ImportedHost(const sinter_host* c) : c_(c) { require_table(c, "host"); }

    using Host::make_learner;

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        Loop loop{body};
        sinter_error error = no_error();
        const std::int32_t status = c_->parallel_for(c_->context, count, Loop::run, &loop, &error);
        if (loop.exception) {
            std::rethrow_exception(loop.exception);
        }
        check(status, error);
    }
    std::unique_ptr<Learner> make_learner(std::string_view name, const OptionChanges& changed) override {
        std::vector<sinter_string> names;
        std::vector<OptionValue> values;
        for (const OptionChange& change : changed) {
            names.push_back(c_text(change.name));
            values.push_back(change.value);
        }
        const CValues c_values(values);
        const sinter_changed_options c{sizeof(sinter_changed_options), 0, names.data(), c_values.c()};
        sinter_learner_ref ref{nullptr, nullptr};
        call(c_->make_learner, c_->context, c_text(name), changed.empty() ? nullptr : &c, &ref);
        return import_learner(ref);
    }
    std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) override {
        sinter_strategy_ref ref{nullptr, nullptr};
        call(c_->make_strategy, c_->context, c_text(name), &ref);
        return import_strategy(ref);
    }
    void progress(double fraction) override { call(c_->progress, c_->context, fraction); }
    void log(LogLevel level, std::string_view text) override {
        call(c_->log, c_->context, static_cast<std::int32_t>(level), c_text(text));
    }
    [[nodiscard]] bool cancelled() override { return c_->cancelled(c_->context) != 0; }
    [[nodiscard]] Stream stream(std::string_view purpose) override {
        sinter_stream stream{0, 0};
        call(c_->stream, c_->context, c_text(purpose), &stream);
        return stream;
    }

private:
    /// Keeps the exception of the lowest index, which does not depend on scheduling: the other side runs what
    /// lies below an index that failed.
    struct Loop {
        explicit Loop(const std::function<void(std::int64_t)>& of_each) : body(of_each) {}

        const std::function<void(std::int64_t)>& body;
        std::int64_t failed = std::numeric_limits<std::int64_t>::max();
        std::mutex mutex{};
        std::exception_ptr exception{};

        static std::int32_t run(void* context, std::int64_t index) noexcept {
            auto& loop = *static_cast<Loop*>(context);
            try {
                loop.body(index);
                return SINTER_OK;
            } catch (...) {
                const std::lock_guard<std::mutex> lock(loop.mutex);
                if (index < loop.failed) {
                    loop.failed = index;
                    loop.exception = std::current_exception();
                }
                return SINTER_INTERNAL;
            }
        }
    };

    const sinter_host* c_;
};

} // namespace sinter::bridge
