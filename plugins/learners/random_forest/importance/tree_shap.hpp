// SPDX-License-Identifier: Apache-2.0
//
// Shapley values of one tree's prediction, where a feature that is not known sends a row down both sides of
// its splits, in proportion to the weight of the bag's rows there (path-dependent TreeSHAP: Lundberg et al.,
// "From local explanations to global understanding with explainable AI for trees", 2020, algorithm 2).
//
// Let a leaf's path use m features; z_i is the share of weight that feature i's splits on it let through, and
// o_i is 1 where they let the row through, else 0. The leaf with value v gives feature i
//   v (o_i - z_i) sum_S |S|! (m - 1 - |S|)! / m!  prod_{j in S} o_j  prod_{j not in S, j != i} z_j,
// the sum over the subsets S of the path's other features, which is
//   v (o_i - z_i) integral_0^1  prod_{j != i} f_j(t) dt,   f_j(t) = t o_j + (1 - t) z_j.
// The integrand is a polynomial of degree m - 1, so m / 2 points of Gauss-Legendre give the integral exactly,
// from positive terms only: nothing cancels as it does where paths are extended and unwound. Leaves below one
// edge share what stands on the path above it, so that each edge is visited once (as in Yu et al., "Linear
// TreeShap", 2022): a row costs nodes x m / 2 multiplications, where algorithm 2 needs leaves x m^2.
#pragma once

#include "plugins/learners/random_forest/trees/label_forest.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// Gauss-Legendre on 0..1: sum(weights * f(places)) is the integral of a polynomial f of degree
/// 2 x points - 1 or less.
struct Quadrature {
    Eigen::ArrayXd places;
    Eigen::ArrayXd weights;
};

/// Requires points > 0.
[[nodiscard]] Quadrature gauss_legendre(Eigen::Index points);

/// One thread at a time. Memory: 8 bytes x nodes x points x (1 + outputs).
class TreeShap {
public:
    /// Of tree `tree` of a label, which must not be empty; a view. Throws Error (SINTER_UNSUPPORTED) where
    /// the tree has splits but no weights.
    TreeShap(const LabelForest& label, std::size_t tree);

    /// values(output, feature) += the Shapley value. `row` is a row of features.
    void add(const double* row, Eigen::Ref<RowMatrix> values);

    /// What is predicted where no feature is known, one per output.
    [[nodiscard]] const Eigen::VectorXd& base() const noexcept { return base_; }

private:
    /// The way from a split to a child.
    struct Edge {
        std::uint32_t above = 0;  ///< the next edge above with the same feature; 0: none
        std::uint32_t parent = 0; ///< the split
        double share = 1;         ///< z of the feature with this edge and those above
    };
    void find_edges();
    void find_base();
    void let_through(const double* row);
    void multiply(std::uint32_t node);
    void give(std::uint32_t node, Eigen::Ref<RowMatrix> values);
    [[nodiscard]] double leaf_output(const Node& leaf, Index output) const {
        return label_->leaf_output(number_, leaf.value(), output);
    }

    const LabelForest* label_;
    std::size_t number_;
    const Tree* tree_;
    std::vector<Edge> edges_; ///< edge i leads to node i; the root has none
    std::size_t features_on_a_path_ = 0;
    Eigen::VectorXd base_;

    // One a point of the quadrature.
    Eigen::ArrayXd weights_;
    Eigen::ArrayXd known_;           ///< t
    Eigen::ArrayXd unknown_;         ///< 1 - t
    Eigen::ArrayXd gain_if_stopped_; ///< (o - z) / f where o = 0

    // Of the row at hand.
    std::vector<char> through_;                 ///< o of each edge's feature, with this edge and those above
    Eigen::ArrayXXd products_;                  ///< points x nodes: prod_j f_j
    std::vector<Eigen::ArrayXXd> leaves_below_; ///< an output: points x nodes: sum of v x weight x prod_j f_j
    Eigen::ArrayXd gain_;                       ///< points: (o - z) / f, less that of the edge above
};

} // namespace sinter::plugins::random_forest
