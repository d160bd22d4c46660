// SPDX-License-Identifier: Apache-2.0
//
// Strategies that are made of others, which their options name.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sinter::study {

/// The learners that an option names: none, one or several.
[[nodiscard]] std::vector<std::string> named_learners(const ChosenPlugin& chosen, const Parameter& option);
/// The strategies that the options name, each once.
[[nodiscard]] std::vector<std::string> named_strategies(const ChosenPlugin& chosen);

/// Errors, at the option's value, where a strategy names itself (also by way of others), or one with other
/// targets, with sources that are not its own, or with another hold_out_sources.
void check_named_strategies(const Config& config, const std::vector<PlannedStrategy>& strategies,
                            diagnostics::Diagnostics& diagnostics);

/// A strategy of the config for one that names it: is fitted on that one's problem, of which it takes the
/// sources that it names itself. Refers to `planned`.
class NamedStrategy final : public TransferStrategy {
public:
    explicit NamedStrategy(const PlannedStrategy& planned) : planned_(&planned) {}

    [[nodiscard]] StrategyNeeds needs() const override { return planned_->strategy->needs(); }
    /// Throws Error (SINTER_INVALID_ARGUMENT) where the problem lacks a source.
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    const PlannedStrategy* planned_;
};

} // namespace sinter::study
