// SPDX-License-Identifier: Apache-2.0
//
// The source in the target's place: how far does one get without learning the target?
//
//   y(x) = s(x)              s: the source column (sinter/source_column.hpp), fitted on all source rows
//   y(x) = a + b s(x)        with calibrate = affine: a and b by least squares on y_B over the target's
//                            rows, which see s as source_in_training says
//
// As it is, the source must have the target's unit (or classes). Its sigma_mean knows nothing of how far the
// contexts differ; sigma_obs is the source's and how far the contexts are apart, fitted to what the target's
// labels are off its out-of-bag predictions (sinter/context_noise.hpp) where the learner has such. A straight
// line takes numbers of any unit; its sigma_obs is the standard deviation of the residuals, which contain the
// source's error. Where s is the same in all rows there is no slope to find, and b is 1. One source serves all targets.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <memory>
#include <string>

namespace sinter::plugins::source_only {

class SourceOnly final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit SourceOnly(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::string learner_;
    bool affine_;
    SourcePolicy policy_;
};

} // namespace sinter::plugins::source_only
