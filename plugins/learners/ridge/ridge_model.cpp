// SPDX-License-Identifier: Apache-2.0
#include "ridge_model.hpp"

#include <sinter/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

namespace sinter::plugins::ridge {

RidgeModel::RidgeModel(Standardisation standardisation, Decomposition decomposition,
                       std::vector<LabelFit> labels, double rows)
    : standardisation_(std::move(standardisation)), decomposition_(std::move(decomposition)),
      labels_(std::move(labels)), rows_(rows) {}

void RidgeModel::require_width(MatrixView x) const {
    if (x.columns() != standardisation_.mean.size()) {
        fail_invalid("ridge: fitted on " + std::to_string(standardisation_.mean.size()) +
                     " features, asked to predict from " + std::to_string(x.columns()));
    }
}

/// intercept + z'b without building z: a prediction of one row is often all that is asked, and allocates
/// nothing.
double RidgeModel::mean_of(const LabelFit& label, MatrixView x, Index row) const {
    double sum = label.intercept;
    for (Index j = 0; j < x.columns(); ++j) {
        const double value = x(row, j);
        if (!std::isnan(value)) {
            sum += label.coefficients[j] *
                   ((value - standardisation_.mean[j]) * standardisation_.inverse_scale[j]);
        }
    }
    return sum;
}

void RidgeModel::predict(MatrixView x, MatrixOut mean) const {
    require_width(x);
    for (Index row = 0; row < x.rows(); ++row) {
        for (std::size_t k = 0; k < labels_.size(); ++k) {
            mean(row, static_cast<Index>(k)) = mean_of(labels_[k], x, row);
        }
    }
}

void RidgeModel::predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                         MatrixOut sigma_obs) const {
    require_width(x);
    // Row by row: the bits of a row's result must not depend on its neighbours.
    for (Index row = 0; row < x.rows(); ++row) {
        const Eigen::VectorXd z = standardisation_.apply(x.middle_rows(row, 1)).transpose();
        const Eigen::VectorXd along = decomposition_.directions.transpose() * z;
        for (std::size_t k = 0; k < labels_.size(); ++k) {
            const LabelFit& label = labels_[k];
            const auto column = static_cast<Index>(k);
            const double variance = label.noise_variance * (1 / rows_ + spread(z, along, label.penalty));
            if (mean.wanted()) {
                mean(row, column) = mean_of(label, x, row);
            }
            if (sigma_mean.wanted()) {
                sigma_mean(row, column) = std::sqrt(variance);
            }
            if (sigma_obs.wanted()) {
                sigma_obs(row, column) = std::sqrt(label.noise_variance + variance);
            }
        }
    }
}

/// z' (A'A + penalty I)^-1 z, from the decomposition and from what is outside its directions.
double RidgeModel::spread(const Eigen::VectorXd& z, const Eigen::VectorXd& along, double penalty) const {
    const double inside = (along.array().square() / (decomposition_.squares.array() + penalty)).sum();
    const double outside = std::max(0.0, z.squaredNorm() - along.squaredNorm());
    return penalty > 0 ? inside + outside / penalty : inside;
}

} // namespace sinter::plugins::ridge
