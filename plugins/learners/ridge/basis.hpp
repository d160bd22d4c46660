// SPDX-License-Identifier: Apache-2.0
//
// The rows that some labels have in common, standardised and decomposed once for all of them.
#pragma once

#include "plugins/learners/ridge/decomposition.hpp"
#include "plugins/learners/ridge/standardise.hpp"

#include <sinter/views.hpp>

#include <memory>

namespace sinter::plugins::ridge {

/// What a model keeps of its n rows.
struct Basis {
    Standardisation standardisation;
    Decomposition decomposition; ///< of the weighted standardised features
    double rows = 0;             ///< n
};

/// What a fit needs beside.
struct BasisRows {
    std::shared_ptr<const Basis> basis;
    Eigen::VectorXd weights; ///< n, of mean 1
    RowMatrix a;             ///< n x d; standardised features times the roots of the weights
};

/// `weights`: one per row, > 0, of any scale. A penalty so means the same with and without weights.
[[nodiscard]] BasisRows make_basis(MatrixView features, const Eigen::VectorXd& weights);

} // namespace sinter::plugins::ridge
