// SPDX-License-Identifier: Apache-2.0
//
// Weights of a mixture: not negative, and they sum to one, so that a mixture of predictions stays among them
// and one of probabilities sums to one.
#pragma once

#include <sinter/error.hpp>
#include <sinter/rounding.hpp>
#include <sinter/views.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sinter {

/// Weights of sum one without those that are only rounding: whether a member counts decides what it costs and
/// whose deviations must be known.
[[nodiscard]] inline Eigen::VectorXd without_traces(Eigen::VectorXd w) {
    w = (w.array() > loss_rounding_share * w.sum()).select(w, 0.0).eval();
    return w / w.sum();
}

/// The w that minimises sum_i v_i (y_i - sum_k w_k z_ik)^2: mass moves between two members at a time, by the
/// exact minimum on the line, until no move gains (as in sequential minimal optimisation, Platt 1998). From
/// equal weights, so that members that are the same share theirs.
[[nodiscard]] inline Eigen::VectorXd simplex_least_squares(const RowMatrix& z, const Eigen::VectorXd& y,
                                                           const Eigen::VectorXd& v) {
    const Index members = z.cols();
    if (members == 0 || z.rows() == 0) {
        fail_invalid("a mixture needs members, and rows to weigh them by");
    }
    const Eigen::MatrixXd errors = (-z).colwise() + y; // sum of w is one: y - z w = errors w
    const Eigen::MatrixXd q = errors.transpose() * v.asDiagonal() * errors;
    Eigen::VectorXd w = Eigen::VectorXd::Constant(members, 1.0 / static_cast<double>(members));
    constexpr int most_sweeps = 10000;
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        double moved = 0;
        for (Index a = 0; a < members; ++a) {
            for (Index b = 0; b < a; ++b) {
                const double curvature = q(a, a) - 2 * q(a, b) + q(b, b);
                const double slope = (q.row(a) - q.row(b)).dot(w);
                if (!(curvature > 1e-14 * (q(a, a) + q(b, b)))) {
                    continue; // their predictions are the same
                }
                const double step = std::clamp(-slope / curvature, -w[a], w[b]);
                w[a] += step;
                w[b] -= step;
                moved = std::max(moved, std::abs(step));
            }
        }
        if (moved < 1e-12) {
            break;
        }
    }
    return without_traces(w.cwiseMax(0));
}

/// The w that minimises sum_i v_i |y_i - sum_k w_k z_ik|: least squares again and again, each row divided by
/// its last error (iteratively reweighted; Schlossmacher 1973). The best of the steps is taken.
[[nodiscard]] inline Eigen::VectorXd simplex_least_absolute(const RowMatrix& z, const Eigen::VectorXd& y,
                                                            const Eigen::VectorXd& v) {
    constexpr int most_steps = 200;
    Eigen::VectorXd w = simplex_least_squares(z, y, v);
    Eigen::VectorXd best = w;
    double least = v.dot((y - z * w).cwiseAbs());
    const double small = 1e-6 * least / std::max(v.sum(), 1e-300);
    for (int step = 0; step < most_steps && least > 0; ++step) {
        const Eigen::VectorXd size = (y - z * w).cwiseAbs().cwiseMax(small);
        const Eigen::VectorXd next = simplex_least_squares(z, y, v.cwiseQuotient(size));
        const double moved = (next - w).cwiseAbs().maxCoeff();
        w = next;
        const double loss = v.dot((y - z * w).cwiseAbs());
        if (loss < least) {
            least = loss;
            best = w;
        }
        if (moved < 1e-9) {
            break;
        }
    }
    return best;
}

/// The w that minimises - sum_i v_i log sum_k w_k p_ik, p_ik the probability that member k gives to what row
/// i is: expectation and maximisation of the shares of a mixture,
/// whose loss never rises (Dempster, Laird and Rubin 1977).
[[nodiscard]] inline Eigen::VectorXd simplex_log_loss(const RowMatrix& p, const Eigen::VectorXd& v) {
    constexpr int most_steps = 2000;
    Eigen::VectorXd w = Eigen::VectorXd::Constant(p.cols(), 1.0 / static_cast<double>(p.cols()));
    for (int step = 0; step < most_steps; ++step) {
        const Eigen::VectorXd mixed = p * w;
        const Eigen::VectorXd next =
            w.cwiseProduct(p.transpose() * v.cwiseQuotient(mixed)) / std::max(v.sum(), 1e-300);
        const double moved = (next - w).cwiseAbs().maxCoeff();
        w = next / next.sum();
        if (moved < 1e-10) {
            break;
        }
    }
    return without_traces(std::move(w));
}

/// How errors vary together: the correlation matrix of the columns, rows with a NaN left out. A column that
/// does not vary is taken as uncorrelated.
[[nodiscard]] inline RowMatrix correlation_of(const RowMatrix& errors) {
    const Index columns = errors.cols();
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(columns);
    Eigen::VectorXd largest = Eigen::VectorXd::Zero(columns);
    double rows = 0;
    for (Index i = 0; i < errors.rows(); ++i) {
        if (!errors.row(i).hasNaN()) {
            largest = largest.cwiseMax(errors.row(i).transpose().cwiseAbs());
            mean += errors.row(i).transpose();
            rows += 1;
        }
    }
    mean /= std::max(rows, 1.0);
    RowMatrix product = RowMatrix::Zero(columns, columns);
    for (Index i = 0; i < errors.rows(); ++i) {
        if (!errors.row(i).hasNaN()) {
            Eigen::VectorXd e = errors.row(i).transpose() - mean;
            for (Index k = 0; k < columns; ++k) {
                e[k] = beyond_rounding(e[k], largest[k]);
            }
            product += e * e.transpose();
        }
    }
    RowMatrix correlation = RowMatrix::Identity(columns, columns);
    for (Index a = 0; a < columns; ++a) {
        for (Index b = 0; b < columns; ++b) {
            const double scale = std::sqrt(product(a, a) * product(b, b));
            if (a != b && scale > 0) {
                correlation(a, b) = product(a, b) / scale;
            }
        }
    }
    return correlation;
}

/// sqrt(w' D R D w) row by row, D the members' deviations (rows x members) and R their correlation. A member
/// without weight does not count, whatever it knows; NaN where one that counts knows none.
[[nodiscard]] inline Eigen::VectorXd mixture_deviation(const RowMatrix& deviations, const Eigen::VectorXd& w,
                                                       const RowMatrix& correlation) {
    Eigen::VectorXd result(deviations.rows());
    for (Index i = 0; i < deviations.rows(); ++i) {
        Eigen::VectorXd parts = Eigen::VectorXd::Zero(w.size());
        for (Index k = 0; k < w.size(); ++k) {
            if (w[k] != 0) {
                parts[k] = w[k] * deviations(i, k);
            }
        }
        const double variance = parts.dot(correlation * parts);
        result[i] = std::isnan(variance) ? variance : std::sqrt(std::max(variance, 0.0));
    }
    return result;
}

} // namespace sinter
