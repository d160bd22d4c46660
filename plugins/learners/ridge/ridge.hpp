// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>

#include <memory>
#include <optional>

namespace sinter::plugins::ridge {

/// Linear models with a quadratic penalty. With z the features standardised by the training rows and the
/// weights scaled to mean 1, a label that is a number is fitted by ridge regression (Hoerl and Kennard 1970),
///   sum_i w_i (y_i - b_0 - z_i'b)^2 + penalty |b|^2 -> min,
/// and a label with classes by logistic regression (le Cessie and van Houwelingen 1992), binary or multinomial,
///   - sum_i w_i log p_i + penalty / 2 sum_c |b_c|^2 -> min     (logistic.hpp; 1 / penalty is scikit-learn's C).
///
/// Each label is fitted on the rows that have it, with its own penalty; labels with the same rows share a
/// decomposition. Labels do not touch each other, so their weights do not matter. The automatic penalty of a
/// number is that of generalised cross-validation (decomposition.hpp), or if materials have several rows of
/// the least error of left-out materials (left_out_materials.hpp), of classes that of the least log loss on
/// left-out materials (class_fit.hpp).
///
/// A missing feature value is replaced by the training mean, and a notice says how many were. A constant
/// feature drops out. Throws Error (SINTER_INVALID_ARGUMENT) for a training set without rows, labels that are
/// not sound (sinter/label_columns.hpp), an infinite feature and a weight that is not positive and finite.
class Ridge final : public Learner, private ModelRestorer {
public:
    static Parameters parameters();
    explicit Ridge(const Options& options);

    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override;
    [[nodiscard]] const ModelRestorer* restorer() const override { return this; }

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override;

    std::optional<double> penalty_;
};

} // namespace sinter::plugins::ridge
