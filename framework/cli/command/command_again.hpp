// SPDX-License-Identifier: Apache-2.0
//
// The commands that go on with a run.
#pragma once

#include "framework/cli/command/arguments.hpp"
#include "framework/run_folder/run_lock.hpp"

#include <filesystem>
#include <string>

namespace sinter::cli {

/// `sinter run` with these arguments, as it is typed to a shell, without --fresh: that would start over.
/// Where the runs' folder is named by the environment only, --output is added.
[[nodiscard]] std::string command_to_go_on(const Arguments& arguments);

/// A path as it is named to somebody who has typed `typed`:
/// relative to the working directory if that is, else absolute.
[[nodiscard]] std::string path_like(const std::filesystem::path& typed, const std::filesystem::path& path);

/// `sinter run` that goes on in `folder`, as far as its lock tells: with the config, the changes of its
/// values and --output, their paths like that of `folder`. What of the lock cannot be shown on one line is left out.
[[nodiscard]] std::string command_of_run(const RunLock& lock, const std::filesystem::path& folder);

} // namespace sinter::cli
