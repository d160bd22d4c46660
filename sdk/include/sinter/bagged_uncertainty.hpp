// SPDX-License-Identifier: Apache-2.0
//
// Optional abilities of a model that is a mean over bagged members.
#pragma once

#include <sinter/abi/abilities/bagged_uncertainty.h>
#include <sinter/views.hpp>

#include <cstdint>

namespace sinter {

enum class CovarianceKind : std::uint32_t {
    corrected = SINTER_COVARIANCE_CORRECTED,      ///< less the Monte-Carlo bias; its diagonal is sigma_mean^2
    conservative = SINTER_COVARIANCE_CONSERVATIVE ///< with that bias: too large, more so with few members
};

/// How the means of several rows and outputs vary together.
class Covariance {
public:
    virtual ~Covariance() = default;
    /// `covariance`: (rows x outputs) squared, in the labels' units; output k of row i stands at
    /// i * outputs + k. Symmetric and positive semi-definite: negative eigenvalues of the corrected estimate
    /// are set to zero. Returns their size over that of all eigenvalues, 0 to 1.
    virtual double predict_covariance(MatrixView x, CovarianceKind kind, MatrixOut covariance) const = 0;
};

/// How each training material moves a prediction.
class Influence {
public:
    virtual ~Influence() = default;
    /// The columns of the matrices. Valid as long as the model.
    [[nodiscard]] virtual Span<std::uint64_t> influence_materials() const = 0;
    /// rows x materials, in the unit of the output's label; either may be not wanted. `infinitesimal`: the
    /// derivative of the mean with the material's weight in the bags. `without`: the mean of the members that
    /// did not see the material, less the mean of all; 0 where all saw it.
    virtual void predict_influence(MatrixView x, Index output, MatrixOut infinitesimal,
                                   MatrixOut without) const = 0;
};

/// How much of sigma_mean is the luck of the bags.
class MonteCarloError {
public:
    virtual ~MonteCarloError() = default;
    /// rows x outputs; either may be not wanted. `error`: the standard error of sigma_mean, in its unit, that
    /// is due to the finite number of members. `rectified`: 1 where the estimate of the variance was not
    /// positive and was replaced, else 0.
    virtual void predict_monte_carlo(MatrixView x, MatrixOut error, MatrixOut rectified) const = 0;
};

} // namespace sinter
