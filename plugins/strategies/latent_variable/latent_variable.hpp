// SPDX-License-Identifier: Apache-2.0
//
// Explicit latent variables (Hutchinson et al. 2017, section 2): sources are features of the target's model.
//
//   y(x) = h_B(x, s_1(x), ..., s_k(x))      s_i: the source columns (sinter/source_column.hpp)
//                                           h_B fitted on the target's rows
//
// Units of the sources do not matter. A source with classes is one feature per class, its probability; all of
// them, though they sum to one. Several targets are fitted each by itself, on the same source columns.
//
// sigma_obs is that of h_B; where candidates see the sources otherwise than training rows do, it is rescaled
// to the composite out-of-bag errors (sinter/residual_ratio.hpp).
//
// sigma_mean of a number: Var(h_B) + the variance of h_B over each source that is a number, s_i ~ N(mean,
// sd). What a source with classes is uncertain by is not in it.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <memory>
#include <string>

namespace sinter::plugins::latent_variable {

class LatentVariable final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit LatentVariable(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::string learner_;
    std::string source_learner_;
    SourcePolicy policy_;
};

} // namespace sinter::plugins::latent_variable
