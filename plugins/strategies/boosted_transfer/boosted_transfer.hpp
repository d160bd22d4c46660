// SPDX-License-Identifier: Apache-2.0
//
// Boosting for regression transfer (Pardoe and Stone 2010): target and sources are measurements of one label,
// and boosting takes weight from those source rows that the target's rows contradict (boosting.hpp).
//
//   stages = 1   TrAdaBoost.R2: the weights of sources fall and those of the target rise, round by round
//   stages = 2   two-stage TrAdaBoost.R2: the weights of sources fall in S steps, from as they are to nothing. At
//                each step the target's rows are boosted alone; the step counts whose predictions of target rows
//                out of F folds have the least squared error
//
// Here a fold is predicted by what was fitted without it from the first step on; in the paper the steps' weights
// have seen it.
//
// sigma_obs is the root mean square of the errors out of the F folds, the same for all materials; a material
// counts once. sigma_mean is not known.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/strategy.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace sinter::plugins::boosted_transfer {

class BoostedTransfer final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit BoostedTransfer(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::string learner_;
    std::int64_t stages_;
    std::int64_t rounds_;
    std::int64_t steps_;
    std::int64_t folds_;
};

} // namespace sinter::plugins::boosted_transfer
