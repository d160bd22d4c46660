// SPDX-License-Identifier: Apache-2.0
//
// `sinter featurize`: writes the feature matrix of a config or of a list of formulas.
#pragma once

#include "framework/cli/command/arguments.hpp"

namespace sinter::cli {

/// Returns an exit code (exit_codes.hpp). User errors may also be thrown as diagnostics::InputError.
int run_featurize(const Arguments& arguments);

} // namespace sinter::cli
