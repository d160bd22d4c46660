// SPDX-License-Identifier: Apache-2.0
//
// Whether oxidation states can be chosen such that the charges of all atoms add up to zero.
#pragma once

#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sinter::plugins::ion_property {

/// The atoms of one element. The states are ascending, between -8 and 8, and there is at least one.
struct Atoms {
    double amount = 0;      ///< as in the formula, > 0
    std::int64_t count = 0; ///< in whole numbers (whole_numbers.hpp), 1..10^12
    Span<std::int8_t> states;
};

/// Each atom chooses for itself: Fe3O4 is neutral with one Fe2+ and two Fe3+. Exact for any counts; the time
/// depends on the elements and their states, not on the counts.
[[nodiscard]] bool neutral_with_mixed_states(Span<Atoms> atoms);

/// Each element may have any mean state between its least and its greatest: what mixed states come to where
/// counts are beyond bounds. Uses the amounts.
[[nodiscard]] bool neutral_on_average(Span<Atoms> atoms);

/// All atoms of an element have the same state: Fe3O4 is not neutral. Uses the amounts; |charge| up to 1e-9
/// of the number of atoms counts as zero. Nothing where 10^6 trials do not settle it.
[[nodiscard]] std::optional<bool> neutral_with_one_state_each(Span<Atoms> atoms);

} // namespace sinter::plugins::ion_property
