// SPDX-License-Identifier: Apache-2.0
//
// What is said when the process crashes: most likely a plugin wrote where it must not.
#pragma once

#include <string>

namespace sinter::cli {

/// While it lives, a crash (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) is told on standard error, with what
/// was at work, before the process ends by the signal as it would have; so is an exception that nobody
/// caught, e.g. of a thread of a plugin. Handlers run on a stack of their own, so that one that is used up is
/// told too. One at a time, made before any plugin is loaded; handlers that others have set, a sanitizer's
/// for one, stay.
class CrashNote {
public:
    CrashNote();
    ~CrashNote();
    CrashNote(const CrashNote&) = delete;
    CrashNote& operator=(const CrashNote&) = delete;

    /// `work` tells one piece of work from another; `text` says what it is. Any thread. Beyond 64 pieces at a
    /// time the rest is not told.
    static void begins(const void* work, const std::string& text);
    static void ends(const void* work);
    /// The command that goes on with the run, from when there is one.
    static void goes_on_by(const std::string& command);
};

/// Lists what was at work, for messages: the plugins, then the pieces of work, each on a line of its own.
/// Whether there was any. For signal handlers too.
bool say_what_is_at_work();

/// Says that what was finished is kept and which command goes on; nothing if there is no run. For signal handlers too.
void say_how_to_go_on();

/// Writes the text to standard error, in a signal handler too.
void say_at_once(const char* text);

} // namespace sinter::cli
