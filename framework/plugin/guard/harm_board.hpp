// SPDX-License-Identifier: Apache-2.0
//
// What plugins did to the process that they share with everybody.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::plugin {

/// Kept beside the exceptions, which a plugin may swallow: once anything stands here, no result that is not
/// yet on the disk can be trusted. Any thread.
class HarmBoard {
public:
    /// A text that stands there already, or comes after many others, is not added again.
    void add(const std::string& text) {
        constexpr std::size_t most = 16;
        const std::lock_guard lock(mutex_);
        bool known = texts_.size() >= most;
        for (const auto& other : texts_) {
            known = known || other == text;
        }
        if (!known) {
            texts_.push_back(text);
        }
        any_.store(true);
    }
    [[nodiscard]] bool any() const noexcept { return any_.load(); }
    [[nodiscard]] std::vector<std::string> texts() const {
        const std::lock_guard lock(mutex_);
        return texts_;
    }
    /// Whether `error` tells one of them.
    [[nodiscard]] bool is_told_by(std::string_view error) const {
        const std::lock_guard lock(mutex_);
        for (const auto& text : texts_) {
            if (error.find(text) != std::string_view::npos) {
                return true;
            }
        }
        return false;
    }

private:
    std::atomic<bool> any_{false};
    mutable std::mutex mutex_;
    std::vector<std::string> texts_;
};

} // namespace sinter::plugin
