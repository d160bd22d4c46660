// SPDX-License-Identifier: Apache-2.0
//
// No transfer: the baseline.
//
//   y(x) = f_B(x)            f_B fitted on the rows that have the target label
//
// Several targets are fitted each by itself.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/strategy.hpp>

#include <memory>
#include <string>

namespace sinter::plugins::single_task {

class SingleTask final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit SingleTask(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::string learner_;
};

} // namespace sinter::plugins::single_task
