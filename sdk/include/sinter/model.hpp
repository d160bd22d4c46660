// SPDX-License-Identifier: Apache-2.0
//
// A fitted model and its optional abilities.
#pragma once

#include <sinter/abi/model.h>
#include <sinter/bagged_uncertainty.hpp>
#include <sinter/importance.hpp>
#include <sinter/intervals.hpp>
#include <sinter/saved_model.hpp>
#include <sinter/views.hpp>

#include <cstdint>

namespace sinter {

/// Optional: how sure the model is. `sigma_mean`: how uncertain its mean is. `sigma_obs`: how far a new
/// measurement will be. Any output may be not wanted.
class Uncertainty {
public:
    virtual ~Uncertainty() = default;
    virtual void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                         MatrixOut sigma_obs) const = 0;
};

/// Optional: predictions for materials of the training set that are as honest as those for new ones: row i is
/// the mean over members whose bags hold no row of materials[i]; a material that no member saw gets the plain
/// prediction. A material that every member saw has none: NaN.
class OutOfBag {
public:
    virtual ~OutOfBag() = default;
    virtual void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const = 0;
};

/// What fitting gives. Immutable; const members may be called from several threads at once.
class Model {
public:
    Model() = default;
    Model(const Model&) = delete;
    Model& operator=(const Model&) = delete;
    virtual ~Model() = default;

    /// mean is x.rows() x outputs. A label that is a number has one output, a label with classes one per class:
    /// their probabilities. The outputs of several labels stand side by side, in the training set's order
    /// (output_count in learner.hpp). Row i depends on row i of x only.
    virtual void predict(MatrixView x, MatrixOut mean) const = 0;

    /// Null where the model does not have the ability. Owned by the model.
    [[nodiscard]] virtual const Uncertainty* uncertainty() const { return nullptr; }
    [[nodiscard]] virtual const OutOfBag* out_of_bag() const { return nullptr; }
    [[nodiscard]] virtual const Intervals* intervals() const { return nullptr; }
    [[nodiscard]] virtual const Covariance* covariance() const { return nullptr; }
    [[nodiscard]] virtual const Influence* influence() const { return nullptr; }
    [[nodiscard]] virtual const MonteCarloError* monte_carlo_error() const { return nullptr; }
    [[nodiscard]] virtual const Importance* importance() const { return nullptr; }
    [[nodiscard]] virtual const Shap* shap() const { return nullptr; }
    [[nodiscard]] virtual const SavedModel* saved() const { return nullptr; }
};

} // namespace sinter
