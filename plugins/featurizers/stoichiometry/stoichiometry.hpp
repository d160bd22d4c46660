// SPDX-License-Identifier: Apache-2.0
//
// How the atoms are shared out among the elements, whichever these are: Ward, Agrawal, Choudhary, Wolverton,
// npj Comput. Mater. 2, 16028 (2016).
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <vector>

namespace sinter::plugins::stoichiometry {

/// Norms of the atomic fractions x: (sum x^p)^(1/p) for p = 2, 3, 5, 7, 10, and for p = 0 the number of
/// elements. Features: with the option `num_atoms` first "num atoms", the atoms of a formula unit
/// (formula_unit.hpp); then "0-norm", "2-norm" .. "10-norm".
class Stoichiometry final : public Featurizer {
public:
    static Parameters parameters();
    Stoichiometry(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    bool with_atom_count_;
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::stoichiometry
