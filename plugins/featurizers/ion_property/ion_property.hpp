// SPDX-License-Identifier: Apache-2.0
//
// Whether a material can be made of ions, and how ionic its bonds are: Ward, Agrawal, Choudhary, Wolverton,
// npj Comput. Mater. 2, 16028 (2016).
#pragma once

#include "plugins/featurizers/elements/property_table.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <vector>

namespace sinter::plugins::ion_property {

/// Three features. With x = atomic fraction, X = electronegativity (Pauling), and the ionic character of two
/// elements q_ij = 1 - exp(-(X_i - X_j)^2 / 4):
///   "compound possible"  1 where common oxidation states can be chosen such that the charges of all atoms of
///                        the formula add up to zero, else 0
///   "max ionic char"     the largest q_ij
///   "avg ionic char"     sum over i < j of x_i x_j q_ij
/// A single element has 1, 0, 0.
///
/// Option `rule`, of "compound possible": `mixed_valence` lets every atom choose its state, `one_state` gives
/// all atoms of an element the same. Mixed valence counts atoms, so fractional amounts are scaled to whole
/// numbers (whole_numbers.hpp): 37 La, 3 Sr, 20 Cu and 80 O for La1.85Sr0.15CuO4. Beyond the bounds given
/// there each element may have any mean state between its extremes, and a note says so. Amounts are taken as
/// written: with 0.333 Mg and 0.667 Nb a thousandth of a charge is left over. Fe3O4 and its multiples may
/// differ, for more atoms have more choices.
///
/// Noble gases are neutral. Elements without known states (from Rf on) count as neutral where missing = mean,
/// which a note says, and leave "compound possible" missing where missing = nan.
class IonProperty final : public Featurizer {
public:
    static Parameters parameters();
    IonProperty(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    [[nodiscard]] double compound_possible(const elements::Fractions& composition, Index row,
                                           RowReports& rows) const;
    void write_ionic_character(const elements::Fractions& composition, Index row, MatrixOut out) const;

    elements::Missing missing_;
    bool one_state_;
    elements::PropertyTable table_;
    std::vector<double> ionic_character_; ///< q, index Z_i * (element_count + 1) + Z_j
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::ion_property
