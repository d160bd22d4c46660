// SPDX-License-Identifier: Apache-2.0
//
// Predictions of a one-label model, with the deviations it knows.
#pragma once

#include <sinter/model.hpp>
#include <sinter/strategy.hpp>
#include <sinter/views.hpp>

#include <Eigen/Core>

#include <limits>

namespace sinter {

/// One entry a row. A deviation that the model does not know is NaN.
struct Prediction {
    Eigen::VectorXd mean;
    Eigen::VectorXd sigma_mean; ///< how uncertain the mean is
    Eigen::VectorXd sigma_obs;  ///< how far a new measurement will be

    explicit Prediction(Index rows)
        : mean(Eigen::VectorXd::Constant(rows, std::numeric_limits<double>::quiet_NaN())), sigma_mean(mean),
          sigma_obs(mean) {}
};

[[nodiscard]] inline Prediction predict_one_label(const Model& model, MatrixView x) {
    Prediction p(x.rows());
    if (const Uncertainty* uncertainty = model.uncertainty()) {
        uncertainty->predict_with_deviations(x, MatrixOut(p.mean), MatrixOut(p.sigma_mean),
                                             MatrixOut(p.sigma_obs));
    } else {
        model.predict(x, MatrixOut(p.mean));
    }
    return p;
}

/// Copies a prediction to column `target` of those outputs that are wanted.
inline void write_prediction(const Prediction& prediction, const PredictionsOut& out, Index target) {
    if (out.mean.wanted()) {
        out.mean.map().col(target) = prediction.mean;
    }
    if (out.sigma_mean.wanted()) {
        out.sigma_mean.map().col(target) = prediction.sigma_mean;
    }
    if (out.sigma_obs.wanted()) {
        out.sigma_obs.map().col(target) = prediction.sigma_obs;
    }
}

} // namespace sinter
