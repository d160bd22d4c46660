// SPDX-License-Identifier: Apache-2.0
//
// The eight valence features: how many valence electrons an atom has on average in s, p, d and f orbitals,
// and which share of all that is. Ward et al., npj Comput. Mater. 2, 16028 (2016); Meredig et al., Phys. Rev.
// B 89, 094104 (2014).
#pragma once

#include "plugins/featurizers/elements/property_table.hpp"

#include <sinter/featurizer.hpp>

#include <cstddef>
#include <vector>

namespace sinter::elements {

/// What the features are computed from: the counts in s, p, d, f and their total.
[[nodiscard]] std::vector<Property> valence_properties();

/// "avg s valence electrons" .. "avg f ..", then "frac s valence electrons" .. "frac f ...".
[[nodiscard]] std::vector<Feature> valence_features();

/// With x = atomic fraction, N = number of valence electrons of an element:
///   avg_l  = sum x N_l             l = s, p, d, f
///   frac_l = avg_l / sum x N
/// Writes eight values, `stride` doubles apart. `first`: where valence_properties() begin in the table.
/// Requires a composition that is not empty. Where N of an element is NaN, they are NaN.
void write_valence(const Fractions& composition, const PropertyTable& table, std::size_t first, double* out,
                   Index stride);

} // namespace sinter::elements
