// SPDX-License-Identifier: Apache-2.0
//
// How much of a material is transition metal: Deml, O'Hayre, Wolverton, Stevanovic, Phys. Rev. B 93, 085142 (2016).
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <vector>

namespace sinter::plugins::transition_metal_fraction {

/// One feature, "transition metal fraction": the sum of the atomic fractions of Ti..Cu, Nb..Ag and Ta..Pt,
/// the transition metals that the paper treats as magnetic. Zr, Hf, Au and groups 3 and 12 do not count.
class TransitionMetalFraction final : public Featurizer {
public:
    static Parameters parameters() { return {}; }
    TransitionMetalFraction(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::transition_metal_fraction
