// SPDX-License-Identifier: Apache-2.0
//
// Learning the difference between two contexts (Hutchinson et al. 2017, section 2, "difference"): where a
// source explains most of the target, what remains is easier to learn than the target itself.
//
//   y(x) = s(x) + d(x)       s: the source column (sinter/source_column.hpp)
//                            d fitted on y_B - s(x) over the target's rows
//
// Both labels must have the same unit.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <string>

namespace sinter::plugins {

class Difference final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit Difference(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::string learner_;
    std::string source_learner_;
    SourcePolicy policy_;
};

} // namespace sinter::plugins
