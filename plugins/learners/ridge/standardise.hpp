// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/views.hpp>

namespace sinter::plugins::ridge {

/// What brings a feature to mean 0 and standard deviation 1 over the training rows.
struct Standardisation {
    Eigen::VectorXd mean; ///< d; weighted, over the values that are present
    Eigen::VectorXd
        inverse_scale; ///< d; 1 / weighted standard deviation; 0 for a constant feature, which so drops out

    /// A missing value becomes the training mean, which is 0 here. rows x d.
    [[nodiscard]] RowMatrix apply(MatrixView x) const;
    /// z'b for one row, b of d numbers, without building z: a prediction of one row is often all that is
    /// asked, and allocates nothing.
    [[nodiscard]] double dot(MatrixView x, Index row, const double* b) const;
};

/// `weights`: one per row, > 0. A feature without any value counts as constant.
[[nodiscard]] Standardisation standardisation_of(MatrixView x, const Eigen::VectorXd& weights);

} // namespace sinter::plugins::ridge
