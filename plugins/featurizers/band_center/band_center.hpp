// SPDX-License-Identifier: Apache-2.0
//
// Where the middle of the band gap lies: Butler and Ginley, J. Electrochem. Soc. 125, 228 (1978), 10.1149/1.2131419.
#pragma once

#include "plugins/featurizers/elements/property_table.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <vector>

namespace sinter::plugins::band_center {

/// One feature, "band center" (eV below the vacuum): the geometric mean of Mulliken electronegativities M,
///   exp(sum x ln M),  M = (I + A) / 2
/// x = atomic fraction, I = first ionisation energy, A = electron affinity of an element. I is that of the
/// table of Deml et al. (2016), which ends at radium; the mean stands in for actinides.
class BandCenter final : public Featurizer {
public:
    static Parameters parameters();
    BandCenter(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    elements::PropertyTable table_;
    std::vector<double> log_mulliken_; ///< index Z: ln(M / eV)
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::band_center
