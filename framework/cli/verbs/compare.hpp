// SPDX-License-Identifier: Apache-2.0
//
// `sinter compare`: sets the same trials of several runs side by side.
#pragma once

#include "framework/cli/command/arguments.hpp"

namespace sinter::cli {

/// Returns an exit code (exit_codes.hpp). User errors may also be thrown as diagnostics::InputError.
int run_compare(const Arguments& arguments);

} // namespace sinter::cli
