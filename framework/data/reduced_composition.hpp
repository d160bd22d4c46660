// SPDX-License-Identifier: Apache-2.0
//
// The one text that stands for a composition, however it was written, and the key made from it.
#pragma once

#include "framework/data/formula.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sinter::data {

/// Appends the reduced formula: elements in alphabetical order with whole amounts over their greatest common
/// divisor (Fe4O6 -> Fe2O3, Hg0.7Cd0.3Te -> Cd3Hg7Te10; an amount 1 is not written). See
/// reduced_composition.cpp for the rule by which decimal amounts become whole.
void append_reduced_formula(const Formula& formula, std::string& text);

[[nodiscard]] std::string reduced_formula(const Formula& formula);

/// A 64-bit key of a text: FNV-1a (64 bits) of its bytes, then the finaliser of MurmurHash3 (fmix64), so that
/// all bits depend on all bytes. The same on every machine and in every version: keys name random streams and
/// stored folds.
[[nodiscard]] std::uint64_t material_key(std::string_view text) noexcept;

} // namespace sinter::data
