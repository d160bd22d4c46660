// SPDX-License-Identifier: Apache-2.0
//
// How a run is asked to end.
#pragma once

#include <array>
#include <atomic>
#include <csignal>

namespace sinter::cli {

/// While it lives, SIGINT asks to end after the trials that are running, SIGTERM and SIGHUP (the terminal is
/// closed) to give these up; the second one of a kind ends the process. A signal that is ignored stays so: a
/// program under nohup goes on. One at a time.
class RunSignals {
public:
    RunSignals();
    ~RunSignals();
    RunSignals(const RunSignals&) = delete;
    RunSignals& operator=(const RunSignals&) = delete;

    [[nodiscard]] static const std::atomic<bool>& finish() noexcept;
    [[nodiscard]] static const std::atomic<bool>& stop() noexcept;

private:
    static constexpr std::array<int, 3> caught{SIGINT, SIGTERM, SIGHUP};
    std::array<struct sigaction, caught.size()> before_{};
};

} // namespace sinter::cli
