// SPDX-License-Identifier: Apache-2.0
//
// Six statistics of each element property over a composition (Ward et al.
// 2016, 10.1038/npjcompumats.2016.28).
#pragma once

#include "plugins/featurizers/elements/fractions.hpp"
#include "plugins/featurizers/elements/property_table.hpp"

#include <array>
#include <string_view>

namespace sinter::plugins::magpie {

/// In the order in which they are written, for each property.
inline constexpr std::array<std::string_view, 6> statistics = {"minimum", "maximum", "range",
                                                               "mean",    "avg_dev", "mode"};

/// x = atomic fraction, a = amount, P = property. With the elements of the composition:
///   minimum, maximum, range   of P
///   mean                      sum x P
///   avg_dev                   sum x |P - mean|
///   mode                      smallest P among the elements with |a - a_max| <= 1e-8 + 1e-5 a_max
/// Writes 22 x 6 values, `stride` doubles apart. Where P of some element is NaN they are NaN, but for the
/// mode, which asks only for P of the most frequent elements. Requires: a table of the 22 Magpie properties;
/// a composition that is not empty.
void write_statistics(const elements::Fractions& composition, const elements::PropertyTable& table,
                      double* out, Index stride);

} // namespace sinter::plugins::magpie
