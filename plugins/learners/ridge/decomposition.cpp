// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/decomposition.hpp"

#include <sinter/error.hpp>
#include <sinter/rounding.hpp>

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sinter::plugins::ridge {

Decomposition decompose(const RowMatrix& a) {
    const bool tall = a.rows() >= a.cols();
    const Index size = std::min(a.rows(), a.cols());
    if (size == 0) {
        return {Eigen::VectorXd(0), Eigen::MatrixXd(a.cols(), 0)};
    }
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(size, size);
    if (tall) {
        gram.selfadjointView<Eigen::Lower>().rankUpdate(a.transpose());
    } else {
        gram.selfadjointView<Eigen::Lower>().rankUpdate(a);
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
    if (solver.info() != Eigen::Success) {
        fail_numerical("ridge: the eigenvalues did not converge");
    }

    const Eigen::VectorXd values = solver.eigenvalues().reverse();
    const double least = values(0) * static_cast<double>(std::max(a.rows(), a.cols())) *
                         std::numeric_limits<double>::epsilon();
    const Index rank = std::count_if(values.begin(), values.end(), [&](double v) { return v > least; });
    const Eigen::MatrixXd vectors = solver.eigenvectors().rowwise().reverse().leftCols(rank);
    Decomposition d{values.head(rank), vectors};
    if (!tall) {
        d.directions = a.transpose() * vectors * d.squares.cwiseSqrt().cwiseInverse().asDiagonal();
    }
    return d;
}

Projection project(const Decomposition& d, const RowMatrix& a, const Eigen::VectorXd& y) {
    const Eigen::VectorXd inner = a.transpose() * y;
    Projection p;
    p.along = (d.directions.transpose() * inner).cwiseQuotient(d.squares.cwiseSqrt());
    p.outside = std::max(0.0, y.squaredNorm() - p.along.squaredNorm());
    p.rows = static_cast<double>(a.rows());
    return p;
}

Fit fit_at(const Decomposition& d, const Projection& y, double penalty) {
    Fit fit{y.outside, 1};
    for (Index j = 0; j < d.squares.size(); ++j) {
        const double left = penalty / (d.squares(j) + penalty);
        fit.residual += left * left * y.along(j) * y.along(j);
        fit.freedom += 1 - left;
    }
    return fit;
}

std::vector<double> penalty_grid(const Decomposition& d) {
    if (d.squares.size() == 0) {
        return {0};
    }
    constexpr int steps = 120;
    std::vector<double> grid;
    for (int step = 0; step <= steps; ++step) {
        grid.push_back(d.squares.mean() * std::pow(10.0, 4.0 - 12.0 * step / steps));
    }
    return grid;
}

double penalty_by_cross_validation(const Decomposition& d, const Projection& y) {
    const std::vector<double> grid = penalty_grid(d);
    double best_penalty = grid.front();
    double best_score = std::numeric_limits<double>::infinity();
    for (const double penalty : grid) {
        const Fit fit = fit_at(d, y, penalty);
        const double spare = y.rows - fit.freedom;
        if (spare < 1e-3 * y.rows) {
            break;
        }
        const double score = y.rows * fit.residual / (spare * spare);
        if (score < (1 - rounding_share) * best_score) {
            best_score = score;
            best_penalty = penalty;
        }
    }
    return best_penalty;
}

} // namespace sinter::plugins::ridge
