// SPDX-License-Identifier: Apache-2.0
//
// `sinter build-plugin FILE.cpp`: does what sinter_add_plugin() does, for one file and without CMake.
#pragma once

#include "framework/cli/command/arguments.hpp"

namespace sinter::cli {

/// Returns an exit code (exit_codes.hpp). User errors may also be thrown as diagnostics::InputError.
int run_build_plugin(const Arguments& arguments);

} // namespace sinter::cli
