// SPDX-License-Identifier: Apache-2.0
//
// The composition features of Meredig et al., Phys. Rev. B 89, 094104 (2014), 10.1103/PhysRevB.89.094104.
#pragma once

#include "plugins/featurizers/elements/property_table.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <vector>

namespace sinter::plugins::meredig {

/// 135 features: the atomic fraction x of each element ("H fraction" .. "Og fraction"); means, sum x P, of
/// atomic weight, column and row; range (maximum - minimum over the elements present) and mean of atomic
/// number, radius and electronegativity; the eight valence features (elements/valence.hpp).
class Meredig final : public Featurizer {
public:
    static Parameters parameters();
    Meredig(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    elements::PropertyTable table_;
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::meredig
