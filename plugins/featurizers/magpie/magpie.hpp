// SPDX-License-Identifier: Apache-2.0
//
// The composition features of Magpie: Ward, Agrawal, Choudhary, Wolverton, npj Comput. Mater. 2, 16028 (2016).
#pragma once

#include "plugins/featurizers/elements/property_table.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <vector>

namespace sinter::plugins::magpie {

/// 22 element properties x 6 statistics (statistics.hpp) = 132 features: "MagpieData minimum Number", ...
class Magpie final : public Featurizer {
public:
    static Parameters parameters();
    Magpie(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    elements::PropertyTable table_;
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::magpie
