// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/process/crash_note.hpp"

#include "framework/plugin/guard/calls.hpp"
#include "framework/threads/signal_stack.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string_view>
#include <unistd.h>

namespace sinter::cli {
namespace {

struct Command {
    std::array<char, 8192> text{};
    std::size_t size = 0;
};

struct Slot {
    std::atomic<const void*> work{nullptr};
    std::atomic<bool> readable{false};
    std::array<char, 600> text{};
    std::size_t size = 0;
};

// A signal handler can reach nothing but statics.
std::array<Slot, 64> at_work;
Command go_on;
static_assert(std::atomic<const void*>::is_always_lock_free);

constexpr std::array<int, 5> crashes{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

std::string_view name_of(int signal) {
    return signal == SIGSEGV  ? "SIGSEGV, a wrong address"
           : signal == SIGBUS ? "SIGBUS, a wrong address"
           : signal == SIGFPE ? "SIGFPE, a wrong division"
           : signal == SIGILL ? "SIGILL, an instruction that this processor does not have"
                              : "SIGABRT, ended on purpose";
}

void tell_text(std::string_view text) {
    [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, text.data(), text.size());
}

void say_call(const char* doing, const char* name, bool /*of_this_thread*/) {
    tell_text("    ");
    tell_text(doing);
    tell_text(", ");
    tell_text(name);
    tell_text("\n");
}

bool any_call = false; // of one crash, which is one thread's

void note_call(const char* /*doing*/, const char* /*name*/, bool /*of_this_thread*/) { any_call = true; }

bool is_any_at_work() {
    any_call = false;
    plugin::for_each_call(note_call);
    return any_call ||
           std::any_of(at_work.begin(), at_work.end(), [](const Slot& slot) { return slot.readable.load(); });
}

/// Only what a signal handler may call.
void tell(int signal) {
    tell_text("\nsinter has crashed (");
    tell_text(name_of(signal));
    if (is_any_at_work()) {
        tell_text("), most likely by a plugin. At work:\n");
        say_what_is_at_work();
        say_how_to_go_on();
        tell_text(
            "What a plugin does wrong, and where: sinter plugins check FILE, each check in a process of its own\n");
    } else {
        tell_text("); no plugin was at work. A thread that a plugin left running can do that; "
                  "if there is none, please report it with the config and the command\n");
    }
    ::raise(signal); // by default now, as it was set for one time
}

/// An exception that came out of a thread, or of a function that lets none out.
void tell_uncaught() {
    tell_text("\nan exception that nobody caught");
    if (const auto exception = std::current_exception()) {
        try {
            std::rethrow_exception(exception);
        } catch (const std::exception& error) {
            tell_text(": ");
            tell_text(error.what());
        } catch (...) {
            tell_text(", which is no std::exception");
        }
    }
    tell_text("; in a thread of a plugin's own nobody can catch it\n");
    std::abort();
}

} // namespace

bool say_what_is_at_work() {
    const bool any = is_any_at_work();
    plugin::for_each_call(say_call);
    for (const Slot& slot : at_work) {
        if (slot.readable.load()) {
            tell_text("    ");
            tell_text({slot.text.data(), slot.size});
            tell_text("\n");
        }
    }
    return any;
}

void say_how_to_go_on() {
    if (go_on.size == 0) {
        return; // no run
    }
    tell_text("Trials that were finished are kept; to go on, type:\n    ");
    tell_text({go_on.text.data(), go_on.size});
    tell_text("\n");
}

void say_at_once(const char* text) { tell_text(text); }

CrashNote::CrashNote() {
    threads::give_signal_stack();
    std::set_terminate(tell_uncaught);
    for (const int signal : crashes) {
        struct sigaction before {};
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) {
            struct sigaction action {};
            action.sa_handler = tell;
            action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
            ::sigaction(signal, &action, nullptr);
        }
    }
}

CrashNote::~CrashNote() {
    for (const int signal : crashes) {
        struct sigaction now {};
        if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == tell) {
            std::signal(signal, SIG_DFL);
        }
    }
}

void CrashNote::goes_on_by(const std::string& command) {
    go_on.size = std::min(command.size(), go_on.text.size());
    std::memcpy(go_on.text.data(), command.data(), go_on.size);
}

void CrashNote::begins(const void* work, const std::string& text) {
    for (Slot& slot : at_work) {
        const void* free = nullptr;
        if (slot.work.compare_exchange_strong(free, work)) {
            slot.size = std::min(text.size(), slot.text.size());
            std::memcpy(slot.text.data(), text.data(), slot.size);
            slot.readable.store(true);
            return;
        }
    }
}

void CrashNote::ends(const void* work) {
    for (Slot& slot : at_work) {
        if (slot.work.load() == work) {
            slot.readable.store(false);
            slot.work.store(nullptr);
        }
    }
}

} // namespace sinter::cli
