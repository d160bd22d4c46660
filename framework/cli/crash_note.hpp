// SPDX-License-Identifier: Apache-2.0
//
// What is said when the process crashes in the midst of a run: most likely a plugin wrote where it must not.
#pragma once

#include <string>

namespace sinter::cli {

/// While it lives, a crash (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) is told on standard error, with what
/// was at work, before the process ends by the signal as it would have. One at a time; handlers that others
/// have set, a sanitizer's for one, stay.
class CrashNote {
public:
    /// `command` goes on with the run.
    explicit CrashNote(const std::string& command);
    ~CrashNote();
    CrashNote(const CrashNote&) = delete;
    CrashNote& operator=(const CrashNote&) = delete;

    /// `work` tells one piece of work from another; `text` says what it is. Any thread. Beyond 64 pieces at a
    /// time the rest is not told.
    static void begins(const void* work, const std::string& text);
    static void ends(const void* work);
};

} // namespace sinter::cli
