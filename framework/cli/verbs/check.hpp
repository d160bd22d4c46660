// SPDX-License-Identifier: Apache-2.0
//
// `sinter check`: reads a config and its data, reports all errors, runs nothing.
#pragma once

#include "framework/cli/command/arguments.hpp"

namespace sinter::cli {

/// Returns an exit code (exit_codes.hpp). User errors may also be thrown as diagnostics::InputError.
int run_check(const Arguments& arguments);

} // namespace sinter::cli
