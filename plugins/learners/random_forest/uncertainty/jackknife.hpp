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
//
// Everywhere `centred` is trees x rows: tree predictions less their mean, 0 where a bag has no tree. A row's
// numbers do not depend on the rows it is asked for with, bit for bit.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/uncertainty/largest_term.hpp"
#include "plugins/learners/random_forest/uncertainty/material_shares.hpp"
#include "plugins/learners/random_forest/uncertainty/ordered_product.hpp"

#include <Eigen/Core>

#include <memory>
#include <mutex>
#include <vector>

namespace sinter::plugins::random_forest {

class MonteCarloForm;

/// Any thread. Making one costs n B^2 multiplications.
class Jackknife {
public:
    /// `bags` must outlive this object. Requires at least one tree and one material.
    explicit Jackknife(const BagCounts& bags);
    ~Jackknife();

    /// The sum of the terms for each row. It may be negative: Monte-Carlo noise.
    [[nodiscard]] Eigen::VectorXd sums(const RowMatrix& centred) const;

    /// What stands for a sum that is not positive: the largest term if that is positive, else the size of the
    /// smallest. Quickest for many rows at once.
    [[nodiscard]] Eigen::VectorXd replacements(const RowMatrix& centred) const;

    /// The sums, replaced where they are not positive.
    [[nodiscard]] Eigen::VectorXd variances(const RowMatrix& centred) const;

    /// Variance of each row's sum over the draw of the bags (monte_carlo.hpp), of the forest's own size.
    [[nodiscard]] Eigen::VectorXd monte_carlo_variances(const RowMatrix& centred) const;

    /// IJ_i and J_i of every material for each row: materials x rows each. J_i is 0 for a material in every bag.
    struct Influences {
        RowMatrix infinitesimal, after;
    };
    [[nodiscard]] Influences influences(const RowMatrix& centred) const;

    /// The matrix of the quadratic form, and what its diagonal was lowered by for the Monte-Carlo bias.
    [[nodiscard]] const RowMatrix& form() const noexcept { return form_; }
    [[nodiscard]] double bias() const noexcept { return bias_; }

private:
    [[nodiscard]] double replacement(const Eigen::VectorXd& t, const std::vector<Index>& candidates) const;
    [[nodiscard]] double term(const Eigen::VectorXd& t, double squares, Index material) const;

    const BagCounts* bags_;
    MaterialShares shares_;
    double bias_factor_ = 0; ///< c / t't
    double bias_ = 0;
    RowMatrix form_;
    std::unique_ptr<const LeftFactor> triangle_; ///< the form, for t'Qt
    mutable std::once_flag largest_made_;
    mutable std::unique_ptr<const LargestTerm> largest_;
    mutable std::once_flag monte_carlo_made_;
    mutable std::unique_ptr<const MonteCarloForm> monte_carlo_;
};

/// Gathers the rows whose sums are not positive, so that they are replaced together.
class RowsToReplace {
public:
    explicit RowsToReplace(Index trees) : trees_(trees) {}
    /// `sums` are those of the columns of `centred`, which is row `first` of all and on.
    void add(const RowMatrix& centred, const Eigen::VectorXd& sums, Index first);
    /// In all sums.
    void replace(const Jackknife& jackknife, Eigen::Ref<Eigen::VectorXd> sums) const;

private:
    Index trees_;
    std::vector<Index> rows_;
    std::vector<double> columns_;
};

} // namespace sinter::plugins::random_forest
