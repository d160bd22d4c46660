// SPDX-License-Identifier: Apache-2.0
//
// `sinter new-plugin KIND NAME`: copies the template of the kind and gives it the name.
#pragma once

#include "framework/cli/command/arguments.hpp"

namespace sinter::cli {

/// Returns an exit code (exit_codes.hpp). User errors may also be thrown as diagnostics::InputError.
int run_new_plugin(const Arguments& arguments);

} // namespace sinter::cli
