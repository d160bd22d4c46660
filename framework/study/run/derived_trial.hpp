// SPDX-License-Identifier: Apache-2.0
//
// The derived quantities of one trial, from the fitted strategy to predictions.
#pragma once

#include "framework/study/plan/plan.hpp"
#include "framework/study/run/results.hpp"
#include "framework/study/run/study_host.hpp"
#include "framework/study/run/trial_problem.hpp"

#include <Eigen/Core>

#include <vector>

namespace sinter::study {

/// A trial whose strategy is fitted and has predicted its candidates.
struct FittedTrial {
    const Plan& plan;
    const Trial& trial;
    const TrialProblem& problem;
    const TransferModel& model;
    const Eigen::MatrixXd& mean;      ///< candidates x outputs, as fitted
    const Eigen::MatrixXd& sigma_obs; ///< the same
    Host& host;                       ///< for the fits of law = "auto"
};

/// Fills the predictions of the results that are of derived quantities; the others are left alone. What the
/// reader should know goes to `notices`. Throws Error (SINTER_NUMERICAL) where a prediction isn't a number.
void add_derived_predictions(const FittedTrial& fitted, NoticeBoard& notices,
                             std::vector<TrialResult>& results);

} // namespace sinter::study
