// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/learners/ridge/class_fit.hpp"
#include "plugins/learners/ridge/number_fit.hpp"

#include <sinter/model.hpp>

#include <variant>
#include <vector>

namespace sinter::plugins::ridge {

using LabelFit = std::variant<NumberFit, ClassFit>;

/// Means and deviations of numbers, probabilities of classes. A class has no deviations: they are NaN, and a
/// model of classes only has no Uncertainty.
class RidgeModel final : public Model, public Uncertainty, public SavedModel {
public:
    /// Fitted on `features` features.
    RidgeModel(Index features, std::vector<LabelFit> labels);

    void predict(MatrixView x, MatrixOut mean) const override;
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override;
    [[nodiscard]] const Uncertainty* uncertainty() const override;
    void save(StateWriter& state) const override;
    [[nodiscard]] const SavedModel* saved() const override { return this; }
    [[nodiscard]] Index features() const noexcept { return features_; }
    [[nodiscard]] const std::vector<LabelFit>& labels() const noexcept { return labels_; }

private:
    void require_width(MatrixView x) const;
    void require_outputs(MatrixOut out) const;

    Index features_;
    std::vector<LabelFit> labels_;
};

} // namespace sinter::plugins::ridge
