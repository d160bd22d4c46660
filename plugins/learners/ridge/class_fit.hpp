// SPDX-License-Identifier: Apache-2.0
//
// Logistic regression of one label with classes.
#pragma once

#include "plugins/learners/ridge/basis.hpp"

#include <sinter/host.hpp>
#include <sinter/random.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace sinter::plugins::ridge {

/// Of m linear predictors: 0 where one class was seen, 1 for two (that of the second), else one per class. A
/// class that was not seen has probability 0.
struct ClassFit {
    std::shared_ptr<const Basis> basis;
    std::size_t class_count = 0;
    std::vector<std::size_t> seen; ///< rising
    Eigen::VectorXd intercepts;    ///< m
    Eigen::MatrixXd coefficients;  ///< d x m; of the standardised features
    double penalty = 0;

    /// Writes class_count probabilities, which sum to 1.
    void probabilities(MatrixView x, Index row, double* out) const;
};

/// Some rows of one label. `classes` are class indices.
struct ClassRows {
    RowMatrix features;
    Eigen::VectorXd weights;              ///< > 0, of any scale
    std::vector<std::size_t> classes;     ///< one per row
    std::vector<std::uint64_t> materials; ///< one per row
    std::size_t class_count = 0;
};

/// A penalty below 1e-10 x rows counts as that, so classes that a plane parts have finite coefficients.
[[nodiscard]] ClassFit fit_classes(const BasisRows& basis, const ClassRows& rows, double penalty);

/// The penalty / rows with the least log loss on left-out materials, each of which counts once: 5 folds of
/// materials (as many as there are materials, if fewer), each standardised on its own training rows. Up to 15
/// values are tried, from 100 down to 1e-5, evenly on a log scale, until three in a row are no better than
/// the best. Probabilities are floored at 1e-15. The larger of equals wins; 100 where nothing can be left
/// out. The folds are named by `stream` and run side by side.
[[nodiscard]] double penalty_by_log_loss(const ClassRows& rows, Stream stream, Host& host);

} // namespace sinter::plugins::ridge
