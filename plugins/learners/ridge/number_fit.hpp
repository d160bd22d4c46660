// SPDX-License-Identifier: Apache-2.0
//
// Ridge regression of one label that is a number.
#pragma once

#include "basis.hpp"

#include <memory>
#include <optional>

namespace sinter::plugins::ridge {

/// With z the standardised features of a row and A the weighted ones of the n training rows:
///   mean       = intercept + z'b
///   sigma_mean = sqrt( noise variance x (1/n + z' (A'A + penalty I)^-1 z) )   (the posterior of a Gaussian
///   prior on b) sigma_obs  = sqrt( noise variance + sigma_mean^2 )
/// At penalty 0 the inverse is the pseudo-inverse. A missing value counts as the training mean.
struct NumberFit {
    std::shared_ptr<const Basis> basis;
    double intercept = 0;         ///< weighted mean of the label
    Eigen::VectorXd coefficients; ///< d; of the standardised features
    double penalty = 0;
    double noise_variance = 0; ///< RSS / (n - df); NaN where n <= df

    [[nodiscard]] double mean(MatrixView x, Index row) const;
    /// sigma_mean squared.
    [[nodiscard]] double variance(MatrixView x, Index row) const;
};

/// `label`: one value a row. Without a penalty it is chosen by generalised cross-validation.
[[nodiscard]] NumberFit fit_number(const BasisRows& rows, const Eigen::VectorXd& label,
                                   std::optional<double> penalty);

} // namespace sinter::plugins::ridge
