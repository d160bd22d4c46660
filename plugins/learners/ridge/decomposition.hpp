// SPDX-License-Identifier: Apache-2.0
//
// One decomposition of the weighted, standardised features serves every penalty and every label.
#pragma once

#include <sinter/views.hpp>

#include <vector>

namespace sinter::plugins::ridge {

/// A = U diag(s) V' of rank r, without the directions in which A vanishes.
struct Decomposition {
    Eigen::VectorXd squares;    ///< r; s^2, falling
    Eigen::MatrixXd directions; ///< d x r; V
};

/// By the eigenvectors of the smaller of A'A and AA': n d min(n, d) + min(n, d)^3.
[[nodiscard]] Decomposition decompose(const RowMatrix& a);

/// A label as the decomposition sees it.
struct Projection {
    Eigen::VectorXd along; ///< r; U'y
    double outside = 0;    ///< |y|^2 - |U'y|^2 : what no penalty can fit
    double rows = 0;       ///< n
};

[[nodiscard]] Projection project(const Decomposition& d, const RowMatrix& a, const Eigen::VectorXd& y);

/// Residual sum of squares and effective degrees of freedom (the intercept's one included) at a penalty.
struct Fit {
    double residual = 0;
    double freedom = 0;
};
[[nodiscard]] Fit fit_at(const Decomposition& d, const Projection& y, double penalty);

/// What an automatic penalty is taken from: 121 values from 1e4 down to 1e-8 times the mean squared singular
/// value, evenly on a log scale; 0 alone if there is no singular value.
[[nodiscard]] std::vector<double> penalty_grid(const Decomposition& d);

/// The penalty of the grid with the least generalised cross-validation score n RSS / (n - df)^2 (Golub,
/// Heath, Wahba 1979), which takes every row as a material of its own; the larger of equals.
/// Penalties at which less than a thousandth of the rows' freedom is left are not considered: the score is 0/0 there.
[[nodiscard]] double penalty_by_cross_validation(const Decomposition& d, const Projection& y);

} // namespace sinter::plugins::ridge
