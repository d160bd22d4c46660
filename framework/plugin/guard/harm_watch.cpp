// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/guard/harm_watch.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sinter::plugin {

std::string text_of_call(const Callee& callee, const char* doing) {
    return fmt::format("{}, {}", doing, callee.name);
}

void HarmWatch::look(const Ended& ended) {
    std::string changed;
    {
        const std::lock_guard lock(mutex_);
        changed = fmt::format("{}", fmt::join(process_.put_back(), "; "));
    }
    if (changed.empty()) {
        return;
    }
    auto at_work = ended();
    for (auto& call : calls_at_work()) {
        if (std::find(at_work.begin(), at_work.end(), call) == at_work.end()) {
            at_work.push_back(std::move(call));
        }
    }
    const auto text = fmt::format("a plugin changed, for the whole process, {} (at work: {})", changed,
                                  at_work.empty() ? "none" : fmt::format("{}", fmt::join(at_work, "; ")));
    harm_->add(text);
    throw Error(SINTER_INTERNAL, text);
}

} // namespace sinter::plugin
