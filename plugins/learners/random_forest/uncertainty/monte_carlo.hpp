// SPDX-License-Identifier: Apache-2.0
//
// How far the jackknife variance of a prediction would move if the trees were drawn again.
//
// Trees with their bags are independent draws, given the training set. Off its diagonal the quadratic form is
// U = sum_{a != b} Q_ab t_a t_b, a U-statistic of order two with the kernel h(a, b) = B^2 Q_ab t_a t_b, and
// the diagonal varies less by a factor of B. So Var U = 4 zeta_1 / B + 2 zeta_2 / B^2 with zeta_1 the
// variance of a tree's mean kernel and zeta_2 that of the kernel (Hoeffding 1948). With u_a = t_a sum_{b !=
// a} Q_ab t_b
//   V1 = 4 B / (B - 1) sum_a (u_a - mean u)^2   (the jackknife of a U-statistic, Arvesen 1969)
//   V2 = 2 sum_{a != b} Q_ab^2 t_a^2 t_b^2
// V1 estimates 4 zeta_1 / B + 4 zeta_2 / B^2 and V2 2 zeta_2 / B^2; the result is max(V1 - V2, V2).
#pragma once

#include "plugins/learners/random_forest/uncertainty/ordered_product.hpp"

#include <Eigen/Core>

namespace sinter::plugins::random_forest {

/// Immutable. Two products of B^2 per row.
class MonteCarloForm {
public:
    /// `form`: B x B, symmetric.
    explicit MonteCarloForm(const RowMatrix& form);

    /// For each column of `centred` (B x rows). Infinite where fewer than two trees have a prediction.
    [[nodiscard]] Eigen::VectorXd variances(const RowMatrix& centred) const;

private:
    Index trees_;
    LeftFactor beside_;  ///< the form without its diagonal
    LeftFactor squared_; ///< its squares
};

/// The same in units of sigma_mean: how much sqrt(sum) would grow if the sum were larger by its standard
/// error. sd / (2 sigma_mean) where it is small; sqrt(sd) where the sum is not positive.
[[nodiscard]] double error_of_deviation(double sum, double variance_of_sum);

} // namespace sinter::plugins::random_forest
