// SPDX-License-Identifier: Apache-2.0
//
// Ridge regression of one label that is a number.
#pragma once

#include "plugins/learners/ridge/basis.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace sinter::plugins::ridge {

/// With z the standardised features of a row and A the weighted ones of the n training rows:
///   mean       = intercept + z'b
///   sigma_mean = sqrt( noise variance x n/m x (1/n + z' (A'A + penalty I)^-1 z) )   (the posterior of a
///   Gaussian prior on b) sigma_obs  = sqrt( noise variance + sigma_mean^2 )
/// m is the number of materials: the rows of one are taken to err alike, so that copies of a row tell no more
/// than the row.
/// At penalty 0 the inverse is the pseudo-inverse. A missing value counts as the training mean.
struct NumberFit {
    std::shared_ptr<const Basis> basis;
    double intercept = 0;         ///< weighted mean of the label
    Eigen::VectorXd coefficients; ///< d; of the standardised features
    double penalty = 0;
    double noise_variance = 0;    ///< RSS / (n - df); NaN where n <= df. If materials repeat, by left-out
                                  ///< materials (left_out_materials.hpp), and NaN of a single one
    double rows_per_material = 1; ///< n/m

    [[nodiscard]] double mean(MatrixView x, Index row) const;
    /// sigma_mean squared.
    [[nodiscard]] double variance(MatrixView x, Index row) const;
};

/// `label` and `materials`: one per row. Without a penalty it is chosen over materials: by generalised
/// cross-validation if each has one row, else by leaving one material out at a time.
[[nodiscard]] NumberFit fit_number(const BasisRows& rows, const Eigen::VectorXd& label,
                                   const std::vector<std::uint64_t>& materials,
                                   std::optional<double> penalty);

} // namespace sinter::plugins::ridge
