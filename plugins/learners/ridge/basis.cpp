// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/basis.hpp"

#include <utility>

namespace sinter::plugins::ridge {

BasisRows make_basis(MatrixView features, const Eigen::VectorXd& weights) {
    BasisRows rows;
    const Eigen::VectorXd bounded = weights / weights.maxCoeff();
    rows.weights = bounded / bounded.mean();
    Basis basis{standardisation_of(features, rows.weights), {}, static_cast<double>(features.rows())};
    // Imputed values stand at the mean, so every column of the weighted matrix is centred and the intercept is apart.
    rows.a = basis.standardisation.apply(features);
    rows.a = (rows.weights.cwiseSqrt().asDiagonal() * rows.a).eval();
    basis.decomposition = decompose(rows.a);
    rows.basis = std::make_shared<const Basis>(std::move(basis));
    return rows;
}

} // namespace sinter::plugins::ridge
