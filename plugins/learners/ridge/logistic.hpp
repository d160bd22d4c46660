// SPDX-License-Identifier: Apache-2.0
//
// Penalised logistic regression: minimises
//   sum_i w_i (-log p_i,class(i)) + penalty / 2 sum_c |b_c|^2
// over linear predictors e_ic = x_i' b_c with an unpenalised intercept. Two classes have one predictor, that
// of class 1 (the other's is 0); more have one each: p_ic = exp(e_ic) / sum over c.
//
// Newton's method with a line search. A step is solved by conjugate gradients, which never form the Hessian:
// Nocedal and Wright, Numerical Optimization (2006), section 7.1. Every sum is taken in a fixed order.
#pragma once

#include <sinter/views.hpp>

#include <vector>

namespace sinter::plugins::ridge {

struct LogisticProblem {
    Eigen::MatrixXd x;          ///< n x (r + 1); the last column is one. Columns should be near orthogonal
    std::vector<Index> classes; ///< n; from 0 to class_count - 1, each there at least once
    Index class_count = 0;      ///< at least 2
    Eigen::VectorXd weights;    ///< n, > 0

    [[nodiscard]] Index predictors() const noexcept { return class_count == 2 ? 1 : class_count; }
};

/// Coefficients with equal predictors for all rows: the classes' weighted shares. (r + 1) x predictors.
[[nodiscard]] Eigen::MatrixXd intercepts_only(const LogisticProblem& problem);

/// From `start` until no component of the gradient is larger than tolerance x sum of weights. Requires
/// penalty > 0. The intercepts of three or more classes sum to 0. Throws Error (SINTER_NUMERICAL) when
/// 200 steps leave a gradient above 1e-6 x sum of weights.
[[nodiscard]] Eigen::MatrixXd solve_logistic(const LogisticProblem& problem, double penalty,
                                             Eigen::MatrixXd start, double tolerance);

/// Turns `count` linear predictors into probabilities, in place; with one (two classes) into that of class 1.
void to_probabilities(double* predictors, Index count, Index stride);

} // namespace sinter::plugins::ridge
