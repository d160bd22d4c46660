// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/monte_carlo.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sinter::plugins::random_forest {
namespace {

RowMatrix without_diagonal(RowMatrix form) {
    form.diagonal().setZero();
    return form;
}

} // namespace

MonteCarloForm::MonteCarloForm(const RowMatrix& form)
    : trees_(form.rows()), beside_(without_diagonal(form)),
      squared_(RowMatrix(without_diagonal(form).cwiseAbs2())) {}

Eigen::VectorXd MonteCarloForm::variances(const RowMatrix& centred) const {
    Eigen::VectorXd result =
        Eigen::VectorXd::Constant(centred.cols(), std::numeric_limits<double>::infinity());
    if (trees_ < 2) {
        return result;
    }
    const auto trees = static_cast<double>(trees_);
    const RowMatrix kernels = ordered_product(beside_, trees_, centred);
    const RowMatrix squares = ordered_product(squared_, trees_, centred.cwiseAbs2());
    for (Index row = 0; row < centred.cols(); ++row) {
        double sum = 0;
        double sum_of_squares = 0;
        double pairs = 0;
        for (Index b = 0; b < trees_; ++b) {
            const double t = centred(b, row);
            const double u = t * kernels(b, row);
            sum += u;
            sum_of_squares += u * u;
            pairs += t * t * squares(b, row);
        }
        const double jackknife = 4 * trees / (trees - 1) * (sum_of_squares - sum * sum / trees);
        const double degenerate = 2 * pairs;
        result(row) = std::max(jackknife - degenerate, degenerate);
    }
    return result;
}

double error_of_deviation(double sum, double variance_of_sum) {
    const double positive = std::max(sum, 0.0);
    return std::sqrt(positive + std::sqrt(variance_of_sum)) - std::sqrt(positive);
}

} // namespace sinter::plugins::random_forest
