// SPDX-License-Identifier: Apache-2.0
//
// Fractional amounts as whole numbers.
#pragma once

#include "plugins/featurizers/elements/fractions.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace sinter::plugins::ion_property {

/// Counts of atoms, in the order of the composition.
using WholeNumbers = std::array<std::int64_t, elements::element_count>;

/// The smallest multiple of the amounts that is whole: 37, 3, 20, 80 for La1.85Sr0.15CuO4; the amounts
/// themselves where they are whole already, also where they share a divisor. Each amount is read as the
/// simplest fraction p/q within 1e-14 of it (relative): 1.85 is 37/20, and 0.333 is 333/1000, not a third.
/// Nothing where a fraction would need p q > 10^12 (more than six decimals of an amount near one), the least
/// common multiple of the q exceeds 10^9, or a count 10^12.
[[nodiscard]] std::optional<WholeNumbers> whole_numbers(const elements::Fractions& composition);

} // namespace sinter::plugins::ion_property
