// SPDX-License-Identifier: Apache-2.0
//
// Multi-task learning (Hutchinson et al. 2017, section 2): one model predicts all labels, so that what
// the sources need shapes what the target is predicted from.
//
//   (y_B, y_1, ..., y_k)(x) = f(x)      f fitted on the rows of all tasks, a label missing where a task
//                                       has none; its output B is read
//
// The learner must take several labels with missing ones; bringing labels of different spread to one scale is
// its business. Units of the sources do not matter. All targets come from one fit. A source label that is
// known for a candidate is never used.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/strategy.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sinter::plugins::multi_task {

class MultiTask final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit MultiTask(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::string learner_;
    std::vector<double> task_weights_;
};

} // namespace sinter::plugins::multi_task
