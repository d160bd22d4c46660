// SPDX-License-Identifier: Apache-2.0
//
// The words of a command line.
#pragma once

#include <string>
#include <vector>

namespace sinter::cli {

using Arguments = std::vector<std::string>; ///< those after the verb

} // namespace sinter::cli
