// SPDX-License-Identifier: Apache-2.0
//
// Losses of each group (composition): what the tests over materials and the labels saved are computed from.
//
// The loss of a row is its absolute error, or of classes the sum over classes of (share - is it)^2, so that
// the mean over rows is the headline metric. Groups are in the order of their names.
#pragma once

#include "framework/evaluation/comparison/group_bootstrap.hpp"
#include "framework/evaluation/comparison/labels_saved.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/report/scores/target.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace sinter::report {

/// The rows of one group in one trial.
struct GroupMean {
    std::size_t group = 0; ///< its number by name
    double loss = 0;       ///< mean over the rows
    double rows = 0;
};

/// The losses of every trial of one target, computed once: each strategy meets the same baseline at every
/// size. Points to the trials; not to be used after them.
class GroupLosses {
public:
    GroupLosses(const std::vector<Series>& all, const Target& target);

    /// Of the groups that both held out in the same fold: the loss averaged over the rows of a repeat, then
    /// over the repeats; a group's rows are those of a repeat.
    [[nodiscard]] std::vector<evaluation::GroupLoss> of(const std::vector<Pair>& pairs) const;

    /// Both lists have one series per size, the sizes ascending. Only folds that are in all series count.
    /// `sizes` of the result are the baseline's mean training rows.
    [[nodiscard]] evaluation::LearningCurveLosses of(const std::vector<const Series*>& strategy,
                                                     const std::vector<const Series*>& baseline) const;

private:
    /// One entry per group, averaged over the trials that have it; the loss is NaN where none has.
    [[nodiscard]] std::vector<GroupMean> over(const std::vector<const study::TrialResult*>& trials) const;

    std::size_t groups_ = 0;
    std::map<const study::TrialResult*, std::vector<GroupMean>> by_trial_; ///< by group; only looked up
};

} // namespace sinter::report
