// SPDX-License-Identifier: Apache-2.0
//
// `sinter status RUN`: sets the list of trials of a run beside its journal. Neither plugins nor data are looked at.
#pragma once

#include "framework/cli/command/arguments.hpp"

namespace sinter::cli {

/// Returns an exit code (exit_codes.hpp). User errors may also be thrown as diagnostics::InputError.
int run_status(const Arguments& arguments);

} // namespace sinter::cli
