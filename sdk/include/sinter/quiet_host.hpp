// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/strategy.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace sinter {

/// A host that keeps notices to itself: for fits that are tried and thrown away. Warnings pass.
class QuietHost final : public Host {
public:
    explicit QuietHost(Host& host) : host_(&host) {}
    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        host_->parallel_for(count, body);
    }
    using Host::make_learner;
    std::unique_ptr<Learner> make_learner(std::string_view name, const OptionChanges& changed) override {
        return host_->make_learner(name, changed);
    }
    std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) override {
        return host_->make_strategy(name);
    }
    void progress(double /*fraction*/) override {}
    void log(LogLevel level, std::string_view text) override {
        if (level == LogLevel::warning) {
            host_->log(level, text);
        }
    }
    [[nodiscard]] bool cancelled() override { return host_->cancelled(); }
    [[nodiscard]] Stream stream(std::string_view purpose) override { return host_->stream(purpose); }

private:
    Host* host_;
};

} // namespace sinter
