// SPDX-License-Identifier: Apache-2.0
//
// Work that may crash or hang, in a forked copy of this process.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace sinter::plugin {

/// What became of the child.
struct ChildResult {
    std::string messages;         ///< what the work sent; cut after a megabyte
    std::string output;           ///< what it wrote to standard output and standard error; cut likewise
    bool timed_out = false;       ///< it was killed at the limit
    std::optional<int> signal;    ///< the signal that ended it, where one did
    std::optional<int> exit_code; ///< otherwise what it ended with; 0: the work returned
};

/// Sends one line from the child to the parent.
using SendLine = std::function<void(const std::string& line)>;

/// Runs `work` in a child and waits until it has ended, at most for `limit`; what the child has started in
/// its process group is killed with it. Call it where no other threads run. Throws std::system_error where
/// there can be no child.
[[nodiscard]] ChildResult run_in_child(const std::function<void(const SendLine&)>& work,
                                       std::chrono::milliseconds limit);

/// What is wrong with how the child ended, and what to do; empty: it returned. `check` is what it was doing
/// with the plugin's `file`.
[[nodiscard]] std::string fault_of(const ChildResult& result, std::chrono::milliseconds limit,
                                   const std::string& check, const std::filesystem::path& file);

} // namespace sinter::plugin
