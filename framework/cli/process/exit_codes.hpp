// SPDX-License-Identifier: Apache-2.0
//
// What the program returns to who called it.
#pragma once

namespace sinter::cli {

inline constexpr int exit_ok = 0;
inline constexpr int exit_failed_trials = 1;
inline constexpr int exit_config = 2;
inline constexpr int exit_data = 3;
inline constexpr int exit_plugin = 4;
inline constexpr int exit_interrupted = 5;
inline constexpr int exit_machine = 6;
inline constexpr int exit_bug = 70;

} // namespace sinter::cli
