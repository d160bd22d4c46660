// SPDX-License-Identifier: Apache-2.0
//
// How large the out-of-bag errors of a label are, in standard deviations: what its intervals are made from.
#pragma once

#include "plugins/learners/random_forest/uncertainty/calibration.hpp"

#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// R_i = |y_i - mu_-i(x_i)| / sigma_-i(x_i) of the training rows that have the label and at least two of its
/// trees that did not see their material. A row without error (within 1e-12 of the labels' range) scores 0;
/// one with an error though its trees agree scores infinity.
///
/// n is the number of materials, and a material counts once: each of its m rows weighs 1/m. With a row a
/// material these are the order statistics of the rows; with several, those that hold for a row of a new
/// material (Lee, Barber, Willett 2023, "Distribution-free inference with hierarchical data").
struct ResidualScores {
    std::vector<std::uint32_t> materials; ///< of each row: its place among the forest's materials
    std::vector<double> scores;           ///< of each row
    std::vector<double> weights;          ///< of each row; empty: all 1
    Index material_count = 0;             ///< n
};

[[nodiscard]] ResidualScores residual_scores(const std::vector<OutOfBagError>& errors, double label_range);

/// The smallest value that, with those below it, weighs at least (1 - alpha)(n + 1): of unit weights the
/// ceil((1 - alpha)(n + 1))-th smallest. Infinite where all together weigh less: n is too small for alpha.
/// NaN where a value is.
/// `values`, one a score, are reordered.
[[nodiscard]] double upper_order_statistic(const ResidualScores& scores, std::vector<double>& values,
                                           double alpha);

/// The same from above: of unit weights the floor(alpha (n + 1))-th smallest; minus infinity where there is none.
[[nodiscard]] double lower_order_statistic(const ResidualScores& scores, std::vector<double>& values,
                                           double alpha);

} // namespace sinter::plugins::random_forest
