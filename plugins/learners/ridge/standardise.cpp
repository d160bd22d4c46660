// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/standardise.hpp"

#include <cmath>

namespace sinter::plugins::ridge {
namespace {

struct Moments {
    double mean = 0;
    double deviation = 0;
};

Moments moments_of(MatrixView x, Index feature, const Eigen::VectorXd& weights) {
    double present = 0;
    double mean = 0;
    double squares = 0;
    // West (1979): one pass, no difference of large sums.
    for (Index row = 0; row < x.rows(); ++row) {
        const double value = x(row, feature);
        if (std::isnan(value)) {
            continue;
        }
        const double difference = value - mean;
        present += weights(row);
        mean += difference * (weights(row) / present);
        squares += weights(row) * difference * (value - mean);
    }
    // Missing values will stand at the mean: they add nothing to the squares, and their rows count.
    return {mean, std::sqrt(squares / weights.sum())};
}

} // namespace

Standardisation standardisation_of(MatrixView x, const Eigen::VectorXd& weights) {
    Standardisation s{Eigen::VectorXd(x.columns()), Eigen::VectorXd(x.columns())};
    for (Index feature = 0; feature < x.columns(); ++feature) {
        const Moments m = moments_of(x, feature, weights);
        const bool constant = !(m.deviation > 1e-13 * std::abs(m.mean));
        s.mean(feature) = m.mean;
        s.inverse_scale(feature) = constant ? 0 : 1 / m.deviation;
    }
    return s;
}

RowMatrix Standardisation::apply(MatrixView x) const {
    RowMatrix z(x.rows(), x.columns());
    for (Index row = 0; row < x.rows(); ++row) {
        for (Index feature = 0; feature < x.columns(); ++feature) {
            const double value = x(row, feature);
            z(row, feature) = std::isnan(value) ? 0 : (value - mean(feature)) * inverse_scale(feature);
        }
    }
    return z;
}

double Standardisation::dot(MatrixView x, Index row, const double* b) const {
    double sum = 0;
    for (Index feature = 0; feature < x.columns(); ++feature) {
        const double value = x(row, feature);
        if (!std::isnan(value)) {
            sum += b[feature] * ((value - mean(feature)) * inverse_scale(feature));
        }
    }
    return sum;
}

} // namespace sinter::plugins::ridge
