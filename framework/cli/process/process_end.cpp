// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/process/process_end.hpp"

#include "framework/cli/process/crash_note.hpp"
#include "framework/cli/process/exit_codes.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace sinter::cli {
namespace {

// What runs at exit can reach nothing but statics.
std::atomic<bool> is_ending{false};
std::atomic<::pid_t> guarded_process{0};

/// A child that a plugin made with fork() may end by exit() as it likes.
void at_exit() {
    if (is_ending.load() || ::getpid() != guarded_process.load()) {
        return;
    }
    say_at_once("\na plugin has ended the process by exit(), which is the program's alone. At work:\n");
    if (!say_what_is_at_work()) {
        say_at_once("    none: it was a thread that a plugin left running\n");
    }
    say_how_to_go_on();
    ::_exit(exit_plugin);
}

} // namespace

void guard_exit() {
    guarded_process.store(::getpid());
    std::atexit(at_exit);
    std::at_quick_exit(at_exit);
}

void end_process(int code) {
    is_ending.store(true);
    std::cout.flush();
    std::fflush(nullptr);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    std::exit(code); // the sanitizer has something to say at the end
#else
    ::_exit(code);
#endif
}

} // namespace sinter::cli
