// SPDX-License-Identifier: Apache-2.0
//
// Watches, while plugins are at work on several threads, what all of them share.
#pragma once

#include "framework/plugin/guard/calls.hpp"
#include "framework/plugin/guard/process_watch.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugin {

/// "fitting, the learner ID (FILE)".
[[nodiscard]] std::string text_of_call(const Callee& callee, const char* doing);

/// Remembers the process as it is when it is made. Any thread.
class HarmWatch {
public:
    /// What is found stands on the board.
    explicit HarmWatch(std::shared_ptr<HarmBoard> harm, const std::vector<int>& descriptors = {})
        : harm_(std::move(harm)), process_(descriptors) {}

    /// Calls that have just ended: "fitting, the learner ID (FILE)".
    using Ended = std::function<std::vector<std::string>()>;

    /// Puts back what is no longer as it was, and throws Error that says what it is, what has just ended
    /// (asked for only then) and what else was at work.
    void look(const Ended& ended);

private:
    std::shared_ptr<HarmBoard> harm_;
    std::mutex mutex_;
    ProcessWatch process_;
};

} // namespace sinter::plugin
