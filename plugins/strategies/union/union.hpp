// SPDX-License-Identifier: Apache-2.0
//
// One model on all rows: target and sources as measurements of one label.
//
//   y(x) = f(x, c = B)       f fitted on the rows (x, c = k) of every task k, target B and sources
//   y(x) = f(x)              with context_feature = false
//
// The context c, which task a row came from, is one feature per task that is 1 in the task's rows and 0
// elsewhere, so that every learner takes it. Without it the tasks' labels must agree: an offset between
// contexts becomes an error of the target.
//
// The learner calibrates sigma_obs on all rows;
// it is fitted to the out-of-bag errors of the target's rows alone (sinter/context_noise.hpp).
//
// A material keeps its key in every task: its rows share their bags and are out of bag together. Several
// targets are fitted each by itself with the sources.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/strategy.hpp>

#include <memory>
#include <string>

namespace sinter::plugins::union_of_tasks {

class Union final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit Union(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::string learner_;
    bool context_feature_;
};

} // namespace sinter::plugins::union_of_tasks
