// SPDX-License-Identifier: Apache-2.0
//
// `sinter run`: runs a study, or goes on with it.
#pragma once

#include "framework/cli/command/arguments.hpp"

namespace sinter::cli {

/// Returns an exit code (exit_codes.hpp). User errors may also be thrown as diagnostics::InputError.
int run_run(const Arguments& arguments);

} // namespace sinter::cli
