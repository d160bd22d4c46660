// SPDX-License-Identifier: Apache-2.0
//
// Explicit latent variables (Hutchinson et al. 2017, section 2): sources are features of the target's model.
//
//   y(x) = h_B(x, s_1(x), ..., s_k(x))      s_i: the source columns (sinter/source_column.hpp)
//                                           h_B fitted on the target's rows
//
// Units of the sources do not matter.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <string>

namespace sinter::plugins {

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

} // namespace sinter::plugins
