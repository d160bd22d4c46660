// SPDX-License-Identifier: Apache-2.0
//
// Formulas that were typed, or changed by a program, in one case of letters: nacl, FE2O3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sinter::data {

/// What a formula in small letters only, or in capitals only, may be: {"NaCl"} for nacl, {"Co2", "CO2"} for
/// co2. Empty where a letter fits no element, where too many readings fit, and for a text of both cases.
[[nodiscard]] std::vector<std::string> with_usual_case(std::string_view text);

} // namespace sinter::data
