// SPDX-License-Identifier: Apache-2.0
//
// Jackknife+-after-bootstrap (Kim, Xu, Barber 2020, "Predictive inference is free with the
// jackknife+-after-bootstrap"), with the spread of the trees as the scale of the errors.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/trees/label_forest.hpp"
#include "plugins/learners/random_forest/trees/tree_deviations.hpp"
#include "plugins/learners/random_forest/uncertainty/residual_scores.hpp"

#include <Eigen/Core>

#include <vector>

namespace sinter::plugins::random_forest {

/// Where measurements are expected.
struct IntervalBounds {
    Eigen::VectorXd lower;
    Eigen::VectorXd upper;
};

/// Of a number. Lower bound: the floor(alpha (n + 1))-th smallest of mu_-i(x) - R_i sigma_-i(x); upper bound:
/// the ceil((1 - alpha)(n + 1))-th smallest of mu_-i(x) + R_i sigma_-i(x), with ranks by the materials'
/// weights (residual_scores.hpp). mu_-i and sigma_-i are mean and standard deviation over the label's trees
/// whose bags do not hold the material of row i. Bounds are infinite where n is too small for alpha. Where
/// alpha > 1/2 the lower one may be above the upper one: the interval is empty.
///
/// The measurement of a new material lies within with a probability of at least 1 - 2 alpha, whatever the
/// law of the materials, if they are exchangeable and the number of trees is drawn as the paper draws it; in
/// practice it is about 1 - alpha. Costs n B for each prediction.
///
/// Immutable; any thread.
class JackknifePlus {
public:
    /// All three must outlive this object.
    JackknifePlus(const BagCounts& bags, const LabelForest& label, const ResidualScores& scores);

    /// One entry per column of d.centred. A column's result does not depend on the others.
    [[nodiscard]] IntervalBounds bounds(const TreeDeviations& d, double alpha) const;

private:
    /// Of each scored material (rows) for a few predictions (columns): over the trees that did not see it.
    struct Unseen {
        RowMatrix shift;     ///< mu_-i less the mean of all trees
        RowMatrix deviation; ///< sigma_-i
    };
    [[nodiscard]] RowMatrix unseen_by(Index first) const;
    [[nodiscard]] Unseen unseen(const RowMatrix& centred, const Eigen::VectorXd& mean) const;
    [[nodiscard]] double plain_deviation(const RowMatrix& centred, const Eigen::VectorXd& mean, Index column,
                                         Index place) const;

    const BagCounts* bags_;
    const ResidualScores* scores_;
    std::vector<Index> trees_;               ///< those that the label has
    std::vector<Index> materials_;           ///< those that have a score
    std::vector<Index> places_;              ///< of each score: its material among materials_
    std::vector<double> unseen_tree_counts_; ///< of materials_
};

} // namespace sinter::plugins::random_forest
