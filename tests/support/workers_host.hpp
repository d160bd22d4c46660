// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "framework/threads/workers.hpp"

#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/random.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace sinter::tests {

/// Threads as in the program, and nothing else: there are no learners, and what is said is not heard.
class WorkersHost final : public Host {
public:
    explicit WorkersHost(threads::Workers& workers) : workers_(&workers) {} ///< which outlive it

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        workers_->parallel_for(count, body);
    }
    std::unique_ptr<Learner> make_learner(std::string_view /*name*/,
                                          const OptionChanges& /*changed*/) override {
        return nullptr;
    }
    void progress(double /*fraction*/) override {}
    void log(LogLevel /*level*/, std::string_view /*text*/) override {}
    bool cancelled() override { return false; }
    Stream stream(std::string_view purpose) override { return Stream(1).derive(purpose); }

private:
    threads::Workers* workers_;
};

} // namespace sinter::tests
