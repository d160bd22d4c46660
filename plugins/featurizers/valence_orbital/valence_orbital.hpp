// SPDX-License-Identifier: Apache-2.0
//
// Which orbitals the valence electrons are in: Ward, Agrawal, Choudhary, Wolverton, npj Comput. Mater. 2,
// 16028 (2016), after Meredig et al., Phys. Rev. B 89, 094104 (2014).
#pragma once

#include "plugins/featurizers/elements/property_table.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <vector>

namespace sinter::plugins::valence_orbital {

/// Eight features (elements/valence.hpp): "avg s valence electrons" .. "avg f ...", the electrons an atom has
/// in these orbitals outside its noble-gas core; "frac s valence electrons" .., their share of all valence electrons.
class ValenceOrbital final : public Featurizer {
public:
    static Parameters parameters();
    ValenceOrbital(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    elements::PropertyTable table_;
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::valence_orbital
