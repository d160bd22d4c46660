// SPDX-License-Identifier: Apache-2.0
//
// Chains: each source is learned with what the sources before it predict, the target last.
//
//   latent:      s_k = g_k(x, s_1, ..., s_{k-1})         y(x) = h_B(x, s_1, ..., s_k)
//   difference:  s_k = s_{k-1} + d_k(x), d_k on y_k - s_{k-1}      y(x) = s_k(x) + d_B(x)
//
// in the order in which the config names its sources; with orders = all, the mean of all orders (at most four
// sources). What the rows of a link see of the links before it is what source_in_training says, out of bag by
// default; what a candidate sees is what source_at_prediction says.
//
// sigma_obs is that of the last link, whose residuals contain the errors of all others, where training rows
// see the sources as candidates do. sigma_mean: the last link's own; and in a latent chain what moving each
// column by its deviation, itself found so, makes of the prediction; in a difference chain the deviations of
// all links, taken as independent. Of several orders both are the orders' means, as if their errors were the same.
#pragma once

#include "plugins/strategies/chain/links.hpp"

#include <sinter/parameters.hpp>

#include <memory>
#include <string>

namespace sinter::plugins::chain {

class Chain final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit Chain(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::string learner_;
    std::string source_learner_;
    ChainKind kind_;
    bool all_orders_;
    SourcePolicy policy_;
};

} // namespace sinter::plugins::chain
