// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>

#include <memory>

namespace sinter::plugins::ridge {

/// Ridge regression (Hoerl and Kennard 1970): minimises
///   sum_i w_i (y_i - b_0 - z_i'b)^2 + penalty |b|^2
/// with z the features standardised by the training rows and the weights scaled to mean 1. Several labels
/// share one decomposition; each has its own penalty.
///
/// A missing feature value is replaced by the training mean, and a notice says how many were. A constant
/// feature drops out. Throws Error (SINTER_INVALID_ARGUMENT) for a training set without rows, a label that is
/// NaN or infinite, an infinite feature and a weight that is not positive and finite.
class Ridge final : public Learner {
public:
    static Parameters parameters();
    explicit Ridge(const Options& options);

    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override;

private:
    bool choose_penalty_;
    double penalty_ = 0;
};

} // namespace sinter::plugins::ridge
