// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/process/run_signals.hpp"

#include <unistd.h>

namespace sinter::cli {
namespace {

// A signal handler can reach nothing but statics.
std::atomic<bool> finish_requested{false};
std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

/// Ctrl-C: the trials that are running are finished. A second one ends the process at once; the journal holds
/// every finished trial.
void request_finish(int /*signal*/) {
    finish_requested.store(true);
    constexpr char text[] = "\nending after the trials that are running; Ctrl-C again stops at once\n";
    [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, text, sizeof(text) - 1);
}

/// Who sends SIGTERM waits for seconds, not for a fit: trials that are running are given up.
void request_stop(int /*signal*/) { stop_requested.store(true); }

} // namespace

RunSignals::RunSignals() {
    for (std::size_t i = 0; i < caught.size(); ++i) {
        struct sigaction action {};
        action.sa_handler = caught[i] == SIGINT ? request_finish : request_stop;
        action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
        if (::sigaction(caught[i], nullptr, &before_[i]) == 0 && before_[i].sa_handler != SIG_IGN) {
            ::sigaction(caught[i], &action, nullptr);
        }
    }
}

RunSignals::~RunSignals() {
    for (std::size_t i = 0; i < caught.size(); ++i) {
        ::sigaction(caught[i], &before_[i], nullptr);
    }
}

const std::atomic<bool>& RunSignals::finish() noexcept { return finish_requested; }

const std::atomic<bool>& RunSignals::stop() noexcept { return stop_requested; }

} // namespace sinter::cli
