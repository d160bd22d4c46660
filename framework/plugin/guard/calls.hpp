// SPDX-License-Identifier: Apache-2.0
//
// Which plugin each thread is in at this moment, for what is said when one of them takes the process down,
// and the floating-point controls compared on the way in and out.
#pragma once

#include "framework/plugin/guard/float_controls.hpp"
#include "framework/plugin/guard/harm_board.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace sinter::plugin {

/// A plugin as calls know it.
struct Callee {
    std::string id;
    std::string name; ///< "the learner ID (FILE)"
    FloatControls controls;
    std::shared_ptr<HarmBoard> harm;
};

/// Keeps it for the life of the process: a signal handler may read its name at any time.
[[nodiscard]] const Callee& kept(Callee callee);

/// The calls of one thread, the innermost last. Read by signal handlers and other threads; written by its thread alone.
struct ThreadCalls {
    static constexpr std::size_t most = 16; ///< deeper ones are not told

    std::array<std::atomic<const Callee*>, most> callees{};
    std::array<std::atomic<const char*>, most> doings{};
    std::atomic<std::size_t> depth{0};
    std::atomic<bool> in_use{true};
    ThreadCalls* next = nullptr;

    /// Whose call it is in, `outer` calls further out; null: the host is at work.
    [[nodiscard]] const Callee* innermost(std::size_t outer = 0) const noexcept {
        const auto calls = depth.load(std::memory_order_relaxed);
        return calls <= outer || calls - outer > most
                   ? nullptr
                   : callees[calls - outer - 1].load(std::memory_order_relaxed);
    }
};

/// Null until the thread's first call. A signal handler and a watched call can reach nothing but statics.
extern constinit thread_local ThreadCalls* own_calls;
/// Whether this process is a copy that a plugin made with fork(): it must not go on as the host.
extern std::atomic<bool> is_copy_by_plugin;

[[nodiscard]] ThreadCalls& register_thread();

/// Calls `tell` for each call of each thread, this thread's first. For signal handlers too.
void for_each_call(void (*tell)(const char* doing, const char* name, bool of_this_thread));

/// "fitting, the learner ID (FILE)" of one thread; where it is in no call, that of the others.
[[nodiscard]] std::string innermost_call(const ThreadCalls& calls);

/// The same of all threads: each once.
[[nodiscard]] std::vector<std::string> calls_at_work();

/// A call as others see it, while it lives.
class CallInProgress {
public:
    CallInProgress(const Callee& callee, const char* doing)
        : calls_(own_calls != nullptr ? *own_calls : register_thread()) {
        const auto depth = calls_.depth.load(std::memory_order_relaxed);
        if (depth < ThreadCalls::most) {
            calls_.callees[depth].store(&callee, std::memory_order_relaxed);
            calls_.doings[depth].store(doing, std::memory_order_relaxed);
        }
        calls_.depth.store(depth + 1, std::memory_order_release);
    }
    ~CallInProgress() {
        calls_.depth.store(calls_.depth.load(std::memory_order_relaxed) - 1, std::memory_order_release);
    }
    CallInProgress(const CallInProgress&) = delete;
    CallInProgress& operator=(const CallInProgress&) = delete;

private:
    ThreadCalls& calls_;
};

/// One call of the host into a plugin, while it lives. What the plugin changed of the thread's floating-point
/// controls is put back, and stands on the board.
class Crossing {
public:
    Crossing(const Callee& callee, const char* doing) : callee_(callee), doing_(doing), call_(callee, doing) {
        if (!(FloatControls::now() == callee.controls)) {
            blame_outer();
        }
    }
    ~Crossing() {
        if (!ended_) {
            static_cast<void>(leave());
        }
    }
    Crossing(const Crossing&) = delete;
    Crossing& operator=(const Crossing&) = delete;

    /// Leaves the plugin; throws Error where it changed the controls.
    void end() {
        if (!leave()) {
            fail_changed();
        }
    }

private:
    /// Whether the controls are as they were.
    [[nodiscard]] bool leave() noexcept {
        ended_ = true;
        if (is_copy_by_plugin.load(std::memory_order_relaxed)) {
            end_copy();
        }
        return FloatControls::now() == callee_.controls || put_back();
    }
    /// False.
    [[nodiscard]] bool put_back() noexcept;
    void blame_outer() noexcept;
    [[noreturn]] void end_copy() const noexcept;
    [[noreturn]] void fail_changed() const;
    [[nodiscard]] std::string harm_text() const;

    const Callee& callee_;
    const char* doing_;
    CallInProgress call_;
    FloatControls changed_; ///< once they have been found to be others
    bool ended_ = false;
};

/// Runs `call` as one call into the plugin.
template <class Call>
auto crossed(const Callee& callee, const char* doing, const Call& call) {
    Crossing crossing(callee, doing);
    if constexpr (std::is_void_v<decltype(call())>) {
        call();
        crossing.end();
    } else {
        auto result = call();
        crossing.end();
        return result;
    }
}

} // namespace sinter::plugin
