// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decomposition.hpp"
#include "standardise.hpp"

#include <sinter/model.hpp>

#include <vector>

namespace sinter::plugins::ridge {

/// Of one label.
struct LabelFit {
    double intercept = 0;         ///< weighted mean of the label
    Eigen::VectorXd coefficients; ///< d; of the standardised features
    double penalty = 0;
    double noise_variance = 0; ///< RSS / (n - df); NaN where n <= df
};

/// With z the standardised features of a row and A the weighted ones of the n training rows:
///   mean       = intercept + z'b
///   sigma_mean = sqrt( noise variance x (1/n + z' (A'A + penalty I)^-1 z) )   (the posterior of a Gaussian
///   prior on b) sigma_obs  = sqrt( noise variance + sigma_mean^2 )
/// At penalty 0 the inverse is the pseudo-inverse. A missing value counts as the training mean.
class RidgeModel final : public Model, public Uncertainty {
public:
    RidgeModel(Standardisation standardisation, Decomposition decomposition, std::vector<LabelFit> labels,
               double rows);

    void predict(MatrixView x, MatrixOut mean) const override;
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override;
    [[nodiscard]] const Uncertainty* uncertainty() const override { return this; }
    [[nodiscard]] const std::vector<LabelFit>& labels() const noexcept { return labels_; }

private:
    [[nodiscard]] double spread(const Eigen::VectorXd& z, const Eigen::VectorXd& along, double penalty) const;
    [[nodiscard]] double mean_of(const LabelFit& label, MatrixView x, Index row) const;
    void require_width(MatrixView x) const;

    Standardisation standardisation_;
    Decomposition decomposition_;
    std::vector<LabelFit> labels_;
    double rows_;
};

} // namespace sinter::plugins::ridge
