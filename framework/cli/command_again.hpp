// SPDX-License-Identifier: Apache-2.0
//
// The command that goes on with a run.
#pragma once

#include "framework/cli/verb.hpp"

#include <string>

namespace sinter::cli {

/// `sinter run` with these arguments, as it is typed to a shell, without --fresh: that would start over.
/// Where the runs' folder is named by the environment only, --output is added.
[[nodiscard]] std::string command_to_go_on(const Arguments& arguments);

} // namespace sinter::cli
