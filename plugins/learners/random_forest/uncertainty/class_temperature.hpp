// SPDX-License-Identifier: Apache-2.0
//
// Class shares made as sure as they are right, by one number (temperature scaling: Guo, Pleiss, Sun,
// Weinberger 2017, "On calibration of modern neural networks").
#pragma once

#include <sinter/views.hpp>

#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// Probabilities are softmax(log max(share, floor) / T) over the classes that training has; the others stay
/// at 0. T > 1 makes them less sure, T < 1 surer; T = 1 leaves the shares as they are.
struct ClassTemperature {
    double temperature = 1;
    double floor = 0;                  ///< of a share, so that no vote is not taken for impossible
    std::vector<std::uint8_t> known{}; ///< of each class: whether a training row has it

    /// Rows of shares, in place. A row that is NaN stays so.
    void apply(MatrixOut shares) const;
};

/// Out-of-bag shares of training rows, and what they should have been.
struct ClassVotes {
    RowMatrix shares;                         ///< rows x classes
    std::vector<std::uint32_t> right_classes; ///< of each row
    std::vector<double> weights;              ///< of each row
};

/// Mean of -log(probability of the right class), by the rows' weights. Requires a row.
[[nodiscard]] double log_loss(const ClassVotes& votes, const ClassTemperature& temperature);

constexpr double least_temperature = 0.2; ///< a few rows that are all right must not make it sure
constexpr double largest_temperature = 5;

/// The T between the two bounds with the least log loss. It is convex in 1/T, so this is where its slope
/// changes sign, found by bisection of log T. 1 where there are no rows, or where T does not matter.
[[nodiscard]] ClassTemperature fit_temperature(const ClassVotes& votes, double floor,
                                               std::vector<std::uint8_t> known);

} // namespace sinter::plugins::random_forest
