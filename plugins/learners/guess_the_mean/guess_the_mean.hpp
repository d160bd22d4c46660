// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>

#include <memory>

namespace sinter::plugins::guess_the_mean {

/// Predicts the weighted mean of each label's training values, whatever the features.
///
/// sigma_obs is their standard deviation, sqrt(n/(n-1) sum w (y - mean)^2 / sum w) over the n rows that have
/// the label; sigma_mean = sigma_obs / sqrt(n). Both are NaN for n = 1. Throws Error
/// (SINTER_INVALID_ARGUMENT) for a label without a value, an infinite label and a weight that is not positive
/// and finite.
class GuessTheMean final : public Learner {
public:
    static Parameters parameters();
    explicit GuessTheMean(const Options& options);

    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override;
};

} // namespace sinter::plugins::guess_the_mean
