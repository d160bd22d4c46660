// SPDX-License-Identifier: Apache-2.0
//
// The ratio r of sigma_obs = r x standard deviation of the trees.
#pragma once

#include <sinter/views.hpp>

#include <vector>

namespace sinter::plugins::random_forest {

/// Of one training row, from the trees whose bags do not hold its material.
struct OutOfBagError {
    double error = 0;     ///< mean of those trees less the label
    double deviation = 0; ///< standard deviation of those trees (with their number less one)
    Index material = 0;   ///< its place among the forest's materials
};

/// Each error weighs 1 / m, where m is the number of errors of its material: a material counts once, however often it was measured.
[[nodiscard]] std::vector<double> material_weights(const std::vector<OutOfBagError>& errors);

/// The 0.68 quantile of |error| / deviation: of m sorted ratios the one at place floor(0.68 m), counted from
/// 0; where materials differ in their number of errors, the first ratio up to which the materials' weights
/// sum to more than 0.68 of all. Where both are zero (within 1e-12 of the labels' range) the ratio is 1. The
/// result is 1 where there is no ratio or where the quantile is infinite. So does Citrine's lolo, for which a
/// row is a material.
[[nodiscard]] double calibration_ratio(const std::vector<OutOfBagError>& errors, double label_range);

} // namespace sinter::plugins::random_forest
