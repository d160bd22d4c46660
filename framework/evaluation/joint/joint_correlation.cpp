// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint/joint_correlation.hpp"

#include <sinter/rounding.hpp>

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>

namespace sinter::evaluation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

/// Each column with mean 0 and variance 1; one that does not vary becomes 0.
MatrixXd standardised(const Eigen::Ref<const MatrixXd>& residuals) {
    MatrixXd z = residuals.rowwise() - residuals.colwise().mean();
    const auto n = static_cast<double>(z.rows());
    for (Index k = 0; k < z.cols(); ++k) {
        const double deviation = std::sqrt(z.col(k).squaredNorm() / (n - 1));
        const bool varies = !is_rounding(deviation, residuals.col(k).cwiseAbs().maxCoeff());
        z.col(k) = varies ? MatrixXd(z.col(k) / deviation) : MatrixXd(MatrixXd::Zero(z.rows(), 1));
    }
    return z;
}

/// Schaefer and Strimmer 2005, section 4: the sum of the correlations' variances over that of their squares.
double shrinkage_of(const MatrixXd& z) {
    const auto n = static_cast<double>(z.rows());
    double variances = 0;
    double squares = 0;
    for (Index i = 0; i < z.cols(); ++i) {
        for (Index k = 0; k < i; ++k) {
            const Eigen::ArrayXd products = z.col(i).array() * z.col(k).array();
            const double mean = products.mean();
            variances += n / std::pow(n - 1, 3) * (products - mean).square().sum();
            squares += std::pow(n / (n - 1) * mean, 2);
        }
    }
    return squares > 0 ? std::clamp(variances / squares, 0.0, 1.0) : 1.0;
}

} // namespace

ErrorCorrelation error_correlation(const Eigen::Ref<const MatrixXd>& residuals) {
    const MatrixXd z = standardised(residuals);
    const double shrinkage = shrinkage_of(z);
    MatrixXd r = (1 - shrinkage) * (z.transpose() * z) / static_cast<double>(z.rows() - 1);
    r.diagonal().setOnes();
    return {positive_correlation(r), shrinkage};
}

MatrixXd correlation_of(const Eigen::Ref<const MatrixXd>& covariance) {
    const Index n = covariance.rows();
    MatrixXd r = MatrixXd::Identity(n, n);
    for (Index i = 0; i < n; ++i) {
        for (Index k = 0; k < i; ++k) {
            const double scale = covariance(i, i) * covariance(k, k);
            const double entry = (covariance(i, k) + covariance(k, i)) / 2;
            const bool known =
                covariance(i, i) > 0 && covariance(k, k) > 0 && std::isfinite(scale) && std::isfinite(entry);
            r(i, k) = r(k, i) = known ? std::clamp(entry / std::sqrt(scale), -1.0, 1.0) : 0.0;
        }
    }
    return positive_correlation(r);
}

MatrixXd positive_correlation(const Eigen::Ref<const MatrixXd>& matrix) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(matrix);
    if (solver.eigenvalues().minCoeff() >= 0) {
        return matrix;
    }
    const Eigen::VectorXd clipped = solver.eigenvalues().cwiseMax(0);
    MatrixXd positive = solver.eigenvectors() * clipped.asDiagonal() * solver.eigenvectors().transpose();
    const Eigen::VectorXd scale = positive.diagonal().cwiseSqrt().cwiseInverse();
    positive = scale.asDiagonal() * positive * scale.asDiagonal();
    positive.diagonal().setOnes();
    return positive;
}

} // namespace sinter::evaluation
