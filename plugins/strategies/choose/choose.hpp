// SPDX-License-Identifier: Apache-2.0
//
// Which strategy? Chosen by predicting the target's own training materials out of fold.
//
//   k* = argmin_k L_k                    rule = best; L_k: mean loss of candidate k over materials that the
//                                        fit did not see
//   y(x) = sum_k w_k y_k(x)              rule = average; w not negative, of sum one, of the least loss
//
// The first candidate is the safe one: another is taken only where it is better by more than `guard` standard
// corrected standard errors of the paired difference over materials (docs/decisions/008-choose.md). Folds are
// of materials; a material that is held out takes its source rows along (sinter/inner_folds.hpp). What is
// chosen is fitted again on all rows. Each target has its own choice; a candidate predicts all of them.
//
// sigma_obs is the chosen candidate's; of an average it is sqrt(w' D R D w) with the candidates' deviations D
// and the correlation R of their errors, rescaled to the errors out of fold of weights that were fitted
// without the fold.
#pragma once

#include "plugins/strategies/choose/selection.hpp"

#include <sinter/parameters.hpp>
#include <sinter/strategy.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sinter::plugins::choose {

class Choose final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit Choose(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    using Members = std::vector<std::unique_ptr<TransferStrategy>>;
    [[nodiscard]] std::vector<Mixture> choices(const Members& candidates, const TransferProblem& problem,
                                               Host& host) const;
    [[nodiscard]] Mixture choice(const std::vector<const OutOfFold*>& repeats, Host& host) const;

    std::vector<std::string> names_;
    std::size_t inner_folds_;
    std::uint64_t repeats_;
    bool average_;
    double guard_;
    Loss loss_;
};

} // namespace sinter::plugins::choose
