// SPDX-License-Identifier: Apache-2.0
//
// Whose fault an error of the system is: the machine's, or that of what was asked for.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <string>

namespace sinter::diagnostics {

/// ErrorKind::machine of an error that no other input would mend: a right, space, memory, descriptors or a
/// device is missing, or somebody else is at work. `otherwise` of all others, of a file that is not there for
/// one. `error` is a value of errno.
[[nodiscard]] ErrorKind kind_of(int error, ErrorKind otherwise) noexcept;

/// "No space left on device". `error` is a value of errno.
[[nodiscard]] std::string system_text(int error);

} // namespace sinter::diagnostics
