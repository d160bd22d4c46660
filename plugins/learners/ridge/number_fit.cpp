// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/number_fit.hpp"

#include "plugins/learners/ridge/left_out_materials.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace sinter::plugins::ridge {
namespace {

double weighted_mean(const Eigen::VectorXd& label, const Eigen::VectorXd& weights) {
    const double base = label(0); // the mean of equal labels is exactly that label
    return base + weights.dot((label.array() - base).matrix()) / weights.sum();
}

bool some_repeat(const std::vector<std::uint64_t>& materials) {
    return std::set<std::uint64_t>(materials.begin(), materials.end()).size() < materials.size();
}

/// What rounding leaves of labels that lie on a plane is no noise.
double noise_variance(const BasisRows& rows, const Eigen::VectorXd& label,
                      const std::optional<LeftOutMaterials>& left_out, const Decomposition& decomposition,
                      const Projection& y, double penalty) {
    const Fit at = fit_at(decomposition, y, penalty);
    const double spare = y.rows - at.freedom;
    const bool known = left_out ? left_out->materials() > 1 : spare > 1e-9 * y.rows;
    if (!known) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (is_rounding(std::sqrt(at.residual), std::sqrt(rows.weights.dot(label.cwiseAbs2())))) {
        return 0;
    }
    return left_out ? left_out->at(penalty).products : at.residual / spare;
}

} // namespace

NumberFit fit_number(const BasisRows& rows, const Eigen::VectorXd& label,
                     const std::vector<std::uint64_t>& materials, std::optional<double> penalty) {
    const Decomposition& decomposition = rows.basis->decomposition;
    NumberFit fit;
    fit.basis = rows.basis;
    fit.intercept = weighted_mean(label, rows.weights);
    const Eigen::VectorXd centred = (label.array() - fit.intercept).matrix();
    const Eigen::VectorXd weighted = rows.weights.cwiseSqrt().cwiseProduct(centred);
    const Projection y = project(decomposition, rows.a, weighted);
    std::optional<LeftOutMaterials> left_out;
    if (some_repeat(materials)) {
        left_out.emplace(rows, weighted, materials);
        fit.rows_per_material = left_out->rows_per_material();
    }
    fit.penalty = penalty    ? *penalty
                  : left_out ? penalty_by_left_out_materials(decomposition, *left_out)
                             : penalty_by_cross_validation(decomposition, y);
    const Eigen::ArrayXd shrunk = decomposition.squares.array().sqrt() * y.along.array() /
                                  (decomposition.squares.array() + fit.penalty);
    fit.coefficients = decomposition.directions * shrunk.matrix();
    fit.noise_variance = noise_variance(rows, label, left_out, decomposition, y, fit.penalty);
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
    return noise_variance * rows_per_material * (1 / basis->rows + spread);
}

} // namespace sinter::plugins::ridge
