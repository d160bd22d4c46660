// SPDX-License-Identifier: Apache-2.0
//
// Variables of the environment in the text of a config.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <string>

namespace sinter::study {

/// `${NAME}` and `${NAME:-default}` replaced from the environment. Throws InputError (config) at `text.where`
/// where a variable without a default is not set.
[[nodiscard]] std::string expand_variables(const diagnostics::Located<std::string>& text);

} // namespace sinter::study
