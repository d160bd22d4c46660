// SPDX-License-Identifier: Apache-2.0
//
// A zero typed for the letter O that the parser cannot refuse, since the text is a formula as it stands:
// Al203 for Al2O3 is 203 atoms of Al. formula.hpp refuses the others (BaTi03).
#pragma once

#include "framework/data/formulas/formula.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sinter::data {

struct OxideReading {
    std::string element;  ///< as it is read, the last one of the formula: "Al"
    std::string amount;   ///< as it is read: "203"
    std::string oxide;    ///< with the letter O: "Al2O3"
    std::string reduced;  ///< its reduced formula
    bool is_cage = false; ///< carbon alone: C60 is written so more often than C6O
};

/// What `text`, which was read as `formula`, would be if a zero in its last amount were the letter O. Nothing
/// where it has oxygen, or where no such zero stands there. Of several elements the amount must be above 100
/// with a digit behind the zero (Li4Ti5012), and the amount before it not 1, which nobody writes: alloys and
/// supercells have amounts such as 40 and 107.
[[nodiscard]] std::optional<OxideReading> oxide_reading(std::string_view text, const Formula& formula,
                                                        Isotopes isotopes = Isotopes::error);

} // namespace sinter::data
