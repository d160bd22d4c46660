// SPDX-License-Identifier: Apache-2.0
//
// Numbers as text: exact for tables that programs read, short for those that people read.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace sinter::report {

/// The shortest text that reads back to the same double (std::to_chars); NaN is empty, infinity is inf or
/// -inf, a zero of either sign 0.
[[nodiscard]] std::string shortest(double value);

/// How many decimals give the smallest of the values (by size, zeros and NaN aside) three significant digits;
/// at most 6.
[[nodiscard]] int decimals_for(std::span<const double> values);

/// With so many decimals; scientific below 1e-6 and from 1e7 on; "-" for NaN; never "-0.00".
[[nodiscard]] std::string fixed(double value, int decimals);

/// Three significant digits.
[[nodiscard]] std::string short_number(double value);

/// "0.031", "< 0.001", "-".
[[nodiscard]] std::string p_value(double p);

/// A share as a percentage without decimals: "95 %"; "-" for NaN.
[[nodiscard]] std::string percent(double share);

/// A share as a percentage with three digits at most: "12.5 %".
[[nodiscard]] std::string fine_percent(double share);

} // namespace sinter::report
