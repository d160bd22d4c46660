// SPDX-License-Identifier: Apache-2.0
//
// What a formula unit is where amounts are fractions.
#pragma once

#include <sinter/featurizer.hpp>

namespace sinter::plugins::stoichiometry {

/// The atoms of the smallest formula with whole numbers: 5 for Fe4O6, 140 for La1.85Sr0.15CuO4 (La37 Sr3 Cu20
/// O80). H, N, O, F and Cl alone count as molecules, and 1:1 with oxygen Li, Na, K, Rb, Cs and H as
/// peroxides: 2 for O, 4 for NaO.
///
/// The unit is the largest amount that all amounts are multiples of, by Euclid's algorithm with remainders of
/// 1e-4 taken for zero, in the order of the formula: the definition of pymatgen (Ong et al., Comput. Mater.
/// Sci. 68, 314 (2013)), so that values agree. With amounts finer than 1e-4 the result is a number of that
/// procedure, not a whole number, and depends on the order. Requires a composition that is not empty.
[[nodiscard]] double atoms_per_formula_unit(const Composition& composition);

} // namespace sinter::plugins::stoichiometry
