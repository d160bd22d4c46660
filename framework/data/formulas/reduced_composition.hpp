// SPDX-License-Identifier: Apache-2.0
//
// The one text that stands for a composition, however it was written, and the key made from it.
#pragma once

#include "framework/data/formulas/formula.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sinter::data {

/// Appends the reduced formula: elements in alphabetical order with whole amounts over their greatest common
/// divisor (Fe4O6 -> Fe2O3, Hg0.7Cd0.3Te -> Cd3Hg7Te10; an amount 1 is not written).
///
/// Decimal amounts are multiplied by 10^3, 10^6 or 10^9 and rounded to whole numbers (a half to the even
/// one): by the least of these that leaves the smallest amount three digits or more, or that makes every
/// amount whole without rounding. So formulas that differ by less than that have one reduced formula, and are
/// one material: HfO0.1667 and HfO0.167, but not ZnAl0.0006O and ZnAl0.0009O.
void append_reduced_formula(const Formula& formula, std::string& text);

[[nodiscard]] std::string reduced_formula(const Formula& formula);

/// Whether the rule above takes 10^6 or 10^9. What it gives is hard to read then (Al3O5000Zn4997), so tables
/// show the formula as it was written.
[[nodiscard]] bool is_dilute(const Formula& formula) noexcept;

/// A 64-bit key of a text: FNV-1a (64 bits) of its bytes, then the finaliser of MurmurHash3 (fmix64), so that
/// all bits depend on all bytes. The same on every machine and in every version:
/// keys name random streams and stored folds.
[[nodiscard]] std::uint64_t material_key(std::string_view text) noexcept;

} // namespace sinter::data
