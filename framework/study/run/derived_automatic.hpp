// SPDX-License-Identifier: Apache-2.0
//
// Which joint law is likeliest inside the training rows?
#pragma once

#include "framework/study/run/derived_law.hpp"

#include <sinter/host.hpp>
#include <sinter/random.hpp>
#include <sinter/strategy.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace sinter::study {

/// Cross-fitting: the training groups are dealt into inner folds; the strategy is fitted anew without each,
/// and every law is judged by the joint density of the labels held out, with marginals and
/// correlations of that fit. So no correlation is judged on errors that it was estimated from, and no member
/// of a forest has seen the labels that its covariances are judged by. Costs `inner_folds` more fits, made
/// when the first law is asked for.
///
/// Not for several threads.
class LawChoice {
public:
    static constexpr std::size_t inner_folds = 3;

    /// `groups` is one key a row of the problem's features. Both outlive the object.
    LawChoice(const TransferStrategy& strategy, const TransferProblem& problem,
              const std::vector<std::uint64_t>& groups, Host& host);
    ~LawChoice();
    LawChoice(const LawChoice&) = delete;
    LawChoice& operator=(const LawChoice&) = delete;

    /// The law of the lowest negative log likelihood of these targets, of equal ones the first in the order
    /// of JointLaw. Independent where no law can be judged: no training row has all labels, or the strategy
    /// gives no deviations.
    [[nodiscard]] JointLaw best(const std::vector<std::size_t>& targets);

private:
    class InnerFold;

    void fit();

    const TransferStrategy& strategy_;
    const TransferProblem& problem_;
    const std::vector<std::uint64_t>& groups_;
    Host& host_;
    std::vector<std::unique_ptr<InnerFold>> folds_; ///< empty: not fitted yet
};

} // namespace sinter::study
