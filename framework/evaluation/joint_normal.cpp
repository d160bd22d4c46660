// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint_normal.hpp"

#include "framework/evaluation/normal.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <boost/random/sobol.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

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

Propagation::Propagation(const Expression& expression, UndoTransforms undo, const Stream& stream)
    : expression_(&expression), undo_(std::move(undo)) {
    if (!undo_) {
        linear_ = expression.linear_form();
    }
    if (expression.gives_class()) {
        classes_ = expression.nodes().back().operands.size();
    }
    if (!linear_) {
        points_ = standard_normal_points(static_cast<Index>(expression.names().size()), stream);
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
    if (classes_ == 0) {
        law.mean = values.mean();
        law.sigma = std::sqrt((values - law.mean).square().mean());
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
                                     const Eigen::Ref<const MatrixXd>& correlation) {
    const Eigen::LLT<MatrixXd> factor(correlation);
    if (factor.info() != Eigen::Success || !(sigma.minCoeff() > 0)) {
        return std::numeric_limits<double>::infinity();
    }
    const VectorXd z = factor.matrixL().solve(VectorXd(residuals.cwiseQuotient(sigma)));
    const MatrixXd lower = factor.matrixL();
    const double log_scale = lower.diagonal().array().log().sum() + sigma.array().log().sum();
    const auto n = static_cast<double>(sigma.size());
    return (z.squaredNorm() + n * std::log(2 * std::numbers::pi)) / 2 + log_scale;
}

} // namespace sinter::evaluation
