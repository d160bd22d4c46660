// SPDX-License-Identifier: Apache-2.0
//
// A calculated band gap is too small by an amount that grows with the gap: the "scissor" of solid-state
// theory shifts and stretches it. What is left depends on the material, and is learned:
//
//     y(x) = a + b s(x) + d(x)                                                                  (1)
//
// s predicts the source label. a and b are those of least squares on the target's training rows; d is fitted
// on what the line leaves.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <memory>
#include <string>

class Scissor final : public sinter::TransferStrategy {
public:
    static sinter::Parameters parameters();
    explicit Scissor(const sinter::Options& options);

    sinter::StrategyNeeds needs() const override;
    std::shared_ptr<const sinter::TransferModel> fit(const sinter::TransferProblem& problem,
                                                     sinter::Host& host) const override;

private:
    sinter::SourcePolicy policy_;
    std::string learner_;
    std::string source_learner_;
};
