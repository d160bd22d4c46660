// SPDX-License-Identifier: Apache-2.0
//
// Stacked generalisation (Wolpert 1992, "Stacked generalization"; for materials Kauwe et al. 2018, "Machine
// learning prediction of heat capacity for solid inorganics"): a learner of what other learners predict.
//
//   z(x) = (f_1(x), ..., f_m(x), s_11(x), ..., s_mk(x))
//   y(x) = h(z(x))           h, the meta-learner, fitted on the target's rows, with z as a new material sees it
//
// f_l is fitted on the target, s_lj on source j, by learner l. In training z is out of bag, or out of fold
// (folds of materials) where a learner has no bags; of sources it is what source_in_training says. The
// features themselves are in z with pass_features. Several targets are fitted each by itself, on the same sources.
//
// sigma_obs is that of h, whose labels leave out what z does not know; rescaled to the composite out-of-bag
// errors where candidates see the sources otherwise than training rows do. sigma_mean of a number: Var(h) +
// g' R g, g what moving each column by its deviation makes of h, R the correlation of the errors of the f_l;
// sources count as independent. For a linear h this is the w' Sigma w of its coefficients.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sinter::plugins::stacking {

class Stacking final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit Stacking(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::vector<std::string> learners_;
    std::string meta_learner_;
    bool pass_features_;
    SourcePolicy policy_;
};

} // namespace sinter::plugins::stacking
