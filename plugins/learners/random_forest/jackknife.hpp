// SPDX-License-Identifier: Apache-2.0
//
// How uncertain a bagged ensemble's mean is, from its bags: the mean of the bias-corrected
// jackknife-after-bootstrap and infinitesimal jackknife variances (Wager, Hastie, Efron 2014).
//
// With t the centred predictions of the B trees and n materials, the term of material i is
//   1/2 [ IJ_i^2 + (n-1)/n J_i^2 - e c ],   c = (n-1)/(n B^2) t't,
//   IJ_i = (1/B) sum_b (N_bi - mean_b N_bi) t_b,   J_i = mean_{b: N_bi = 0} t_b.
// A material in every bag has no J_i; its term is IJ_i^2 - c. The variance is the sum of the terms. It is
// quadratic in t, so the B x B matrix of the form is made once and a prediction costs B^2, not n B.
#pragma once

#include "bags.hpp"

#include <Eigen/Core>

namespace sinter::plugins::random_forest {

/// Immutable; any thread. Making one costs n B^2 multiplications.
class Jackknife {
public:
    /// `bags` must outlive this object. Requires at least one tree and one material.
    explicit Jackknife(const BagCounts& bags);

    /// Variance of the mean for each column of `centred` (B x m): tree predictions less their mean, 0 where a
    /// bag has no tree. A sum that is not positive is Monte-Carlo noise; it is replaced by the largest term
    /// if that is positive, else by the size of the smallest (such a column costs n B). A column's result
    /// does not depend on the others.
    [[nodiscard]] Eigen::VectorXd variances(const Eigen::MatrixXd& centred) const;

    /// The matrix of the quadratic form.
    [[nodiscard]] const Eigen::MatrixXd& form() const noexcept { return form_; }

private:
    struct MaterialBlock;
    [[nodiscard]] MaterialBlock block(Index first) const;
    [[nodiscard]] Eigen::VectorXd rectified(const Eigen::MatrixXd& centred) const;

    const BagCounts* bags_;
    double bias_factor_ = 0; ///< c / t't
    Eigen::MatrixXd form_;
};

} // namespace sinter::plugins::random_forest
