// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/guard/calls.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <mutex>
#include <pthread.h>
#include <unistd.h>

namespace sinter::plugin {

constinit thread_local ThreadCalls* own_calls = nullptr;
std::atomic<bool> is_copy_by_plugin{false};

namespace {

/// All that there ever were: one of a thread that has ended is used again, none is freed.
std::atomic<ThreadCalls*> all_calls{nullptr};

/// Gives the record back when the thread ends.
class OwnCalls {
public:
    explicit OwnCalls(ThreadCalls& calls) : calls_(&calls) {}
    ~OwnCalls() {
        if (calls_->depth.load() > 0) {
            return; // the thread ends within a call, by exit(): what it was in is still to be told
        }
        own_calls = nullptr;
        calls_->in_use.store(false);
    }
    OwnCalls(const OwnCalls&) = delete;
    OwnCalls& operator=(const OwnCalls&) = delete;

private:
    ThreadCalls* calls_;
};

ThreadCalls& free_record() {
    for (auto* calls = all_calls.load(); calls != nullptr; calls = calls->next) {
        bool in_use = false;
        if (calls->in_use.compare_exchange_strong(in_use, true)) {
            return *calls;
        }
    }
    auto* calls = new ThreadCalls;
    calls->next = all_calls.load();
    while (!all_calls.compare_exchange_weak(calls->next, calls)) {
    }
    return *calls;
}

/// In the child of a fork, in its only thread.
void after_fork_in_child() {
    if (own_calls != nullptr && own_calls->innermost() != nullptr) {
        is_copy_by_plugin.store(true);
    }
}

void watch_forks() {
    static std::once_flag once;
    std::call_once(once, [] { ::pthread_atfork(nullptr, nullptr, after_fork_in_child); });
}

template <class Tell>
void tell_calls(const ThreadCalls& calls, const Tell& tell) {
    const auto depth = std::min(calls.depth.load(std::memory_order_acquire), ThreadCalls::most);
    for (std::size_t i = depth; i-- > 0;) {
        const auto* callee = calls.callees[i].load();
        const auto* doing = calls.doings[i].load();
        if (callee != nullptr && doing != nullptr) {
            tell(doing, callee->name.c_str());
        }
    }
}

void say(const char* text) {
    [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, text, std::strlen(text));
}

} // namespace

const Callee& kept(Callee callee) {
    static auto& mutex = *new std::mutex;
    static auto& all = *new std::deque<Callee>;
    const std::lock_guard lock(mutex);
    return all.emplace_back(std::move(callee));
}

ThreadCalls& register_thread() {
    watch_forks();
    auto& calls = free_record();
    thread_local const OwnCalls own(calls);
    own_calls = &calls;
    return calls;
}

void for_each_call(void (*tell)(const char* doing, const char* name, bool of_this_thread)) {
    const auto* own = own_calls;
    if (own != nullptr) {
        tell_calls(*own, [&](const char* doing, const char* name) { tell(doing, name, true); });
    }
    for (const auto* calls = all_calls.load(); calls != nullptr; calls = calls->next) {
        if (calls != own && calls->in_use.load()) {
            tell_calls(*calls, [&](const char* doing, const char* name) { tell(doing, name, false); });
        }
    }
}

std::vector<std::string> calls_at_work() {
    std::vector<std::string> texts;
    for (const auto* calls = all_calls.load(); calls != nullptr; calls = calls->next) {
        if (!calls->in_use.load()) {
            continue;
        }
        tell_calls(*calls, [&](const char* doing, const char* name) {
            auto text = fmt::format("{}, {}", doing, name);
            if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
                texts.push_back(std::move(text));
            }
        });
    }
    return texts;
}

std::string innermost_call(const ThreadCalls& calls) {
    std::string text;
    tell_calls(calls, [&](const char* doing, const char* name) {
        text = text.empty() ? fmt::format("{}, {}", doing, name) : text;
    });
    return text.empty() ? fmt::format("{}", fmt::join(calls_at_work(), "; ")) : text;
}

std::string Crossing::harm_text() const {
    return fmt::format("{} changed {} ({})", callee_.name, difference(callee_.controls, changed_), doing_);
}

bool Crossing::put_back() noexcept {
    changed_ = FloatControls::now();
    callee_.controls.set();
    try {
        callee_.harm->add(harm_text());
    } catch (...) {
        // Out of memory: the controls are put back all the same.
    }
    return false;
}

void Crossing::blame_outer() noexcept {
    const auto now = FloatControls::now();
    callee_.controls.set();
    const Callee* outer = own_calls->innermost(1); // this call is the innermost by now
    if (outer == nullptr) {
        return; // the host's own thread was made so by somebody else, e.g. a test
    }
    try {
        outer->harm->add(fmt::format("{} changed {}", outer->name, difference(callee_.controls, now)));
    } catch (...) {
        // As above.
    }
}

void Crossing::fail_changed() const { throw Error(SINTER_INTERNAL, harm_text()); }

void Crossing::end_copy() const noexcept {
    say("a plugin made a copy of the process with fork() and came back in it; the copy ends here: ");
    say(callee_.name.c_str());
    say("\n");
    ::_exit(4);
}

} // namespace sinter::plugin
