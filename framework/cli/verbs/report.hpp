// SPDX-License-Identifier: Apache-2.0
//
// `sinter report`: writes the tables and the page of a run folder again.
#pragma once

#include "framework/cli/command/arguments.hpp"

namespace sinter::cli {

/// Returns an exit code (exit_codes.hpp). User errors may also be thrown as diagnostics::InputError.
int run_report(const Arguments& arguments);

} // namespace sinter::cli
