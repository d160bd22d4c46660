// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>

#include <memory>

namespace sinter::plugins::guess_the_mean {

/// Predicts the weighted mean of each label's training values, and the weighted shares of its classes,
/// whatever the features.
///
/// sigma_obs of a number is their standard deviation, sqrt(n/(n-1) sum w (y - mean)^2 / sum w) over the n
/// rows that have the label; sigma_mean = sigma_obs / sqrt(n). Both are NaN for n = 1. sigma_mean of a class
/// is that of its indicator, sqrt(p (1 - p) / (n - 1)), and sigma_obs is NaN. Throws Error
/// (SINTER_INVALID_ARGUMENT) for labels that are not sound (sinter/label_columns.hpp) and a weight that is
/// not positive and finite.
class GuessTheMean final : public Learner, private ModelRestorer {
public:
    static Parameters parameters();
    explicit GuessTheMean(const Options& options);

    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override;
    [[nodiscard]] const ModelRestorer* restorer() const override { return this; }

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override;
};

} // namespace sinter::plugins::guess_the_mean
