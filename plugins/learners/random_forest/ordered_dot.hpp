// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace sinter::plugins::random_forest {

/// The dot product of column `column` of a and b, added from the first row to the last. Eigen's reductions
/// add in an order that depends on where a column lies in memory, and so on which rows are asked for
/// together.
inline double ordered_dot(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, Eigen::Index column) {
    double sum = 0;
    for (Eigen::Index row = 0; row < a.rows(); ++row) {
        sum += a(row, column) * b(row, column);
    }
    return sum;
}

} // namespace sinter::plugins::random_forest
