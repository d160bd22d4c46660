// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint/joint_law.hpp"

#include "framework/evaluation/statistics/distributions.hpp"

#include <sinter/rounding.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <boost/random/sobol.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

namespace sinter::evaluation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A with A A' = correlation, also where that has eigenvalues of 0.
MatrixXd square_root(const Eigen::Ref<const MatrixXd>& correlation) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(correlation);
    return solver.eigenvectors() * solver.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
}

/// Median, and half of the interval between the values that a normal law has one sigma from it.
DerivedLaw central_law(const Eigen::Ref<const Eigen::ArrayXd>& values) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&](double z) {
        return sorted[static_cast<std::size_t>(normal_cdf(z) * static_cast<double>(sorted.size() - 1))];
    };
    return {at(0), (at(1) - at(-1)) / 2, {}};
}

} // namespace

MatrixXd standard_normal_points(Index dimensions, const Stream& stream) {
    const Index half = joint_points / 2;
    MatrixXd points(joint_points, dimensions);
    boost::random::sobol sequence(static_cast<std::size_t>(dimensions));
    for (Index i = 0; i < half; ++i) {
        for (Index k = 0; k < dimensions; ++k) {
            const std::uint64_t shifted = sequence() ^ stream.bits(static_cast<std::uint64_t>(k));
            const double u = (static_cast<double>(shifted >> 12U) + 0.5) * 0x1.0p-52; // in (0, 1)
            points(i, k) = normal_quantile(u);
            points(i + half, k) = -points(i, k);
        }
    }
    return points;
}

namespace {

/// Of a t law all labels of a point are stretched alike, by one more coordinate.
MatrixXd points_of_law(Index labels, const Stream& stream, double degrees) {
    const MatrixXd points = standard_normal_points(labels + 1, stream);
    if (std::isinf(degrees)) {
        return points.leftCols(labels);
    }
    const double scale = student_scale(degrees);
    const Eigen::VectorXd stretch =
        points.col(labels).unaryExpr([&](double z) { return scale * student_stretch(z, degrees); });
    return stretch.asDiagonal() * points.leftCols(labels);
}

} // namespace

Propagation::Propagation(const Expression& expression, UndoTransforms undo, const Stream& stream,
                         double degrees)
    : expression_(&expression), undo_(std::move(undo)), degrees_(degrees) {
    if (!undo_) {
        linear_ = expression.linear_form();
    }
    if (expression.gives_class()) {
        classes_ = expression.nodes().back().operands.size();
    }
    if (!linear_) {
        points_ = points_of_law(static_cast<Index>(expression.names().size()), stream, degrees);
    }
}

DerivedLaw Propagation::law(const Marginals& marginals, const Eigen::Ref<const MatrixXd>& correlation) const {
    if (linear_) {
        const VectorXd scaled = linear_->coefficients.cwiseProduct(marginals.sigma);
        const double variance = scaled.dot(correlation * scaled);
        return {linear_->constant + linear_->coefficients.dot(marginals.mean),
                variance < 0 ? 0.0 : std::sqrt(variance),
                {}};
    }
    MatrixXd values = points_ * square_root(correlation).transpose();
    values = (values * marginals.sigma.asDiagonal()).rowwise() + marginals.mean.transpose();
    if (undo_) {
        undo_(values);
    }
    return from_points(expression_->evaluate(values));
}

DerivedLaw Propagation::from_points(const Eigen::Ref<const Eigen::ArrayXd>& values) const {
    DerivedLaw law;
    if (classes_ == 0 && !std::isinf(degrees_)) {
        return central_law(values);
    }
    if (classes_ == 0) {
        law.mean = varies_beyond_rounding(values) ? values.mean() : values[0];
        law.sigma = beyond_rounding(std::sqrt((values - law.mean).square().mean()), law.mean);
        return law;
    }
    law.shares.assign(classes_, 0.5);
    for (const double value : values) {
        law.shares[static_cast<std::size_t>(value)] += 1;
    }
    for (double& share : law.shares) {
        share /= static_cast<double>(values.size()) + static_cast<double>(classes_) / 2;
    }
    return law;
}

double joint_negative_log_likelihood(const Eigen::Ref<const VectorXd>& residuals,
                                     const Eigen::Ref<const VectorXd>& sigma,
                                     const Eigen::Ref<const MatrixXd>& correlation, double degrees) {
    const Eigen::LLT<MatrixXd> factor(correlation);
    if (factor.info() != Eigen::Success || !(sigma.minCoeff() > 0)) {
        return std::numeric_limits<double>::infinity();
    }
    const double scale = student_scale(degrees);
    const VectorXd z = factor.matrixL().solve(VectorXd(residuals.cwiseQuotient(scale * sigma)));
    const MatrixXd lower = factor.matrixL();
    const double log_scale = lower.diagonal().array().log().sum() + (scale * sigma.array()).log().sum();
    const auto n = static_cast<double>(sigma.size());
    if (!std::isinf(degrees)) {
        return log_scale + std::lgamma(degrees / 2) - std::lgamma((degrees + n) / 2) +
               (n * std::log(degrees * std::numbers::pi) +
                (degrees + n) * std::log1p(z.squaredNorm() / degrees)) /
                   2;
    }
    return (z.squaredNorm() + n * std::log(2 * std::numbers::pi)) / 2 + log_scale;
}

} // namespace sinter::evaluation
