// SPDX-License-Identifier: Apache-2.0
//
// The table of unit names.
#pragma once

#include "framework/data/units/units.hpp"

#include <optional>
#include <string_view>

namespace sinter::data {

/// A unit by its name: a full name of the table (eV, GPa, degC, %),
/// or an SI prefix and a name that takes prefixes (meV).
[[nodiscard]] std::optional<Unit> named_unit(std::string_view name);

} // namespace sinter::data
