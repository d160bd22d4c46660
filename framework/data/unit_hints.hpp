// SPDX-License-Identifier: Apache-2.0
//
// What to do about two units that do not convert.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sinter::data {

/// For units that parse and do not convert. Of kJ/mol and eV/atom: what lies between them, and the unit to
/// write where the numbers are per atom after all. Then the usual units that each converts to.
[[nodiscard]] std::vector<std::string> inconvertible_hints(std::string_view from, std::string_view to);

} // namespace sinter::data
