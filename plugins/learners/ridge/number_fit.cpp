// SPDX-License-Identifier: Apache-2.0
#include "number_fit.hpp"

#include <algorithm>
#include <limits>

namespace sinter::plugins::ridge {
namespace {

double weighted_mean(const Eigen::VectorXd& label, const Eigen::VectorXd& weights) {
    const double base = label(0); // the mean of equal labels is exactly that label
    return base + weights.dot((label.array() - base).matrix()) / weights.sum();
}

} // namespace

NumberFit fit_number(const BasisRows& rows, const Eigen::VectorXd& label, std::optional<double> penalty) {
    const Decomposition& decomposition = rows.basis->decomposition;
    NumberFit fit;
    fit.basis = rows.basis;
    fit.intercept = weighted_mean(label, rows.weights);
    const Eigen::VectorXd centred = (label.array() - fit.intercept).matrix();
    const Projection y = project(decomposition, rows.a, rows.weights.cwiseSqrt().cwiseProduct(centred));
    fit.penalty = penalty ? *penalty : penalty_by_cross_validation(decomposition, y);
    const Eigen::ArrayXd shrunk = decomposition.squares.array().sqrt() * y.along.array() /
                                  (decomposition.squares.array() + fit.penalty);
    fit.coefficients = decomposition.directions * shrunk.matrix();
    const Fit at = fit_at(decomposition, y, fit.penalty);
    const bool spare = y.rows - at.freedom > 1e-9 * y.rows;
    fit.noise_variance =
        spare ? at.residual / (y.rows - at.freedom) : std::numeric_limits<double>::quiet_NaN();
    return fit;
}

double NumberFit::mean(MatrixView x, Index row) const {
    return intercept + basis->standardisation.dot(x, row, coefficients.data());
}

/// From the decomposition and from what is outside its directions.
double NumberFit::variance(MatrixView x, Index row) const {
    const Decomposition& d = basis->decomposition;
    const Eigen::VectorXd z = basis->standardisation.apply(x.middle_rows(row, 1)).transpose();
    const Eigen::VectorXd along = d.directions.transpose() * z;
    const double inside = (along.array().square() / (d.squares.array() + penalty)).sum();
    const double outside = std::max(0.0, z.squaredNorm() - along.squaredNorm());
    const double spread = penalty > 0 ? inside + outside / penalty : inside;
    return noise_variance * (1 / basis->rows + spread);
}

} // namespace sinter::plugins::ridge
