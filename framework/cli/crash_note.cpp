// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/crash_note.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstring>
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

/// Only what a signal handler may call.
void tell(int signal) {
    tell_text("\nsinter has crashed (");
    tell_text(name_of(signal));
    tell_text("), most likely by a plugin. At work:\n");
    for (const Slot& slot : at_work) {
        if (slot.readable.load()) {
            tell_text("    ");
            tell_text({slot.text.data(), slot.size});
            tell_text("\n");
        }
    }
    tell_text("Units that were finished are kept; to go on, type:\n    ");
    tell_text({go_on.text.data(), go_on.size});
    tell_text(
        "\n"
        "What a plugin does wrong, and where: sinter plugins check FILE, each check in a process of its "
        "own\n");
    ::raise(signal); // by default now, as it was set for one time
}

} // namespace

CrashNote::CrashNote(const std::string& command) {
    go_on.size = std::min(command.size(), go_on.text.size());
    std::memcpy(go_on.text.data(), command.data(), go_on.size);
    for (const int signal : crashes) {
        struct sigaction before {};
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) {
            struct sigaction action {};
            action.sa_handler = tell;
            action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
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
