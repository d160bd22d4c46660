// SPDX-License-Identifier: Apache-2.0
//
// How the errors of several labels vary together: a correlation matrix that is safe to draw from.
#pragma once

#include <Eigen/Core>

namespace sinter::evaluation {

struct ErrorCorrelation {
    Eigen::MatrixXd correlation; ///< positive semi-definite, 1 on the diagonal
    double shrinkage = 0;        ///< weight of independence, 0 to 1
};

/// Of residuals, cases x labels, all finite; at least three cases. The Pearson correlations are shrunk
/// towards 0 by the weight that minimises the expected squared error (Schaefer and Strimmer 2005, "A
/// shrinkage approach to large-scale covariance matrix estimation", target D of the correlations): of
/// thousands of cases nothing changes, of a dozen little is left. A label whose residuals are all the same is
/// correlated with nothing.
[[nodiscard]] ErrorCorrelation error_correlation(const Eigen::Ref<const Eigen::MatrixXd>& residuals);

/// The correlations in a covariance matrix; 0 where a variance is not positive or an entry is not finite.
/// Negative eigenvalues are clipped, and the diagonal is 1.
[[nodiscard]] Eigen::MatrixXd correlation_of(const Eigen::Ref<const Eigen::MatrixXd>& covariance);

/// The nearest thing to `matrix` (symmetric, 1 on the diagonal) that is a correlation matrix: eigenvalues
/// below 0 become 0, then the diagonal is scaled to 1.
[[nodiscard]] Eigen::MatrixXd positive_correlation(const Eigen::Ref<const Eigen::MatrixXd>& matrix);

} // namespace sinter::evaluation
