// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/group_losses.hpp"

#include "framework/evaluation/metrics/classification_metrics.hpp"

#include <sinter/rounding.hpp>
#include <sinter/unknown.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sinter::report {

namespace {

using evaluation::GroupLoss;
using study::TrialResult;
using Fold = std::pair<int, int>;

double loss_of(const study::RowPrediction& row, TargetKind kind) {
    if (kind == TargetKind::number) {
        return std::abs(difference_of(row.mean, row.label));
    }
    return row.shares.empty() ? unknown
                              : evaluation::brier_term(row.shares, static_cast<std::int64_t>(row.label));
}

using GroupNumbers = std::unordered_map<std::string_view, std::size_t>;

/// By name, from 0.
GroupNumbers numbers_of(const std::vector<const TrialResult*>& trials) {
    GroupNumbers numbers;
    std::vector<std::string_view> names;
    for (const auto* trial : trials) {
        for (const auto& row : trial->predictions) {
            if (numbers.emplace(row.group, 0).second) {
                names.push_back(row.group);
            }
        }
    }
    std::sort(names.begin(), names.end());
    for (std::size_t i = 0; i < names.size(); ++i) {
        numbers[names[i]] = i;
    }
    return numbers;
}

std::vector<GroupMean> means_of(const TrialResult& trial, const GroupNumbers& numbers, TargetKind kind) {
    std::map<std::size_t, GroupMean> sums;
    for (const auto& row : trial.predictions) {
        const auto group = numbers.at(row.group);
        auto& sum = sums[group];
        sum.group = group;
        sum.loss += loss_of(row, kind);
        sum.rows += 1;
    }
    std::vector<GroupMean> means;
    for (const auto& [group, sum] : sums) {
        means.push_back({group, sum.loss / sum.rows, sum.rows});
    }
    return means;
}

/// Sums over repeats; in the end their means.
struct GroupSum {
    GroupLoss loss{0, 0, 0};
    double repeats = 0;
};

std::set<Fold> common_folds(const std::vector<const Series*>& all) {
    std::map<Fold, std::size_t> counts;
    for (const auto* series : all) {
        for (const auto* trial : series->trials) {
            ++counts[{trial->key.repeat, trial->key.fold}];
        }
    }
    std::set<Fold> folds;
    for (const auto& [fold, count] : counts) {
        if (count == all.size()) {
            folds.insert(fold);
        }
    }
    return folds;
}

std::vector<const TrialResult*> trials_in(const Series& series, const std::set<Fold>& folds) {
    auto trials = series.trials;
    std::erase_if(trials, [&](const auto* trial) {
        return folds.count({trial->key.repeat, trial->key.fold}) == 0;
    });
    return trials;
}

double mean_training_rows(const std::vector<const TrialResult*>& trials) {
    double sum = 0;
    for (const auto* trial : trials) {
        sum += static_cast<double>(trial->training_rows);
    }
    return sum / static_cast<double>(trials.size());
}

} // namespace

GroupLosses::GroupLosses(const std::vector<Series>& all, const Target& target) {
    std::vector<const TrialResult*> trials;
    for (const auto& series : all) {
        if (series.key.target == target.index) {
            trials.insert(trials.end(), series.trials.begin(), series.trials.end());
        }
    }
    const auto numbers = numbers_of(trials);
    groups_ = numbers.size();
    for (const auto* trial : trials) {
        by_trial_.emplace(trial, means_of(*trial, numbers, target.kind()));
    }
}

std::vector<GroupLoss> GroupLosses::of(const std::vector<Pair>& pairs) const {
    std::vector<GroupSum> sums(groups_);
    for (const auto& pair : pairs) {
        const auto& of_baseline = by_trial_.at(pair.baseline);
        auto other = of_baseline.begin();
        for (const auto& mean : by_trial_.at(pair.strategy)) {
            other = std::find_if(other, of_baseline.end(),
                                 [&](const GroupMean& candidate) { return candidate.group >= mean.group; });
            if (other != of_baseline.end() && other->group == mean.group) {
                auto& sum = sums[mean.group];
                sum.loss.strategy += mean.loss;
                sum.loss.baseline += other->loss;
                sum.loss.rows += mean.rows;
                sum.repeats += 1;
            }
        }
    }
    std::vector<GroupLoss> losses;
    for (const auto& [sum, repeats] : sums) {
        if (repeats > 0) {
            losses.push_back({sum.strategy / repeats, sum.baseline / repeats, sum.rows / repeats});
        }
    }
    return losses;
}

std::vector<GroupMean> GroupLosses::over(const std::vector<const TrialResult*>& trials) const {
    std::vector<GroupSum> sums(groups_);
    for (const auto* trial : trials) {
        for (const auto& mean : by_trial_.at(trial)) {
            sums[mean.group].loss.strategy += mean.loss;
            sums[mean.group].loss.rows += mean.rows;
            sums[mean.group].repeats += 1;
        }
    }
    std::vector<GroupMean> means;
    for (const auto& [sum, repeats] : sums) {
        means.push_back({means.size(), repeats > 0 ? sum.strategy / repeats : unknown,
                         repeats > 0 ? sum.rows / repeats : 1});
    }
    return means;
}

evaluation::LearningCurveLosses GroupLosses::of(const std::vector<const Series*>& strategy,
                                                const std::vector<const Series*>& baseline) const {
    auto all = baseline;
    all.insert(all.end(), strategy.begin(), strategy.end());
    const auto folds = common_folds(all);
    evaluation::LearningCurveLosses losses;
    if (folds.empty()) {
        return losses;
    }
    const auto groups = static_cast<Index>(groups_);
    losses.baseline.resize(groups, static_cast<Index>(baseline.size()));
    losses.strategy.resize(groups, static_cast<Index>(strategy.size()));
    losses.rows.resize(groups_);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto trials = trials_in(*all[i], folds);
        const bool of_baseline = i < baseline.size();
        if (of_baseline) {
            losses.sizes.push_back(mean_training_rows(trials));
        }
        auto& matrix = of_baseline ? losses.baseline : losses.strategy;
        const auto size = static_cast<Index>(of_baseline ? i : i - baseline.size());
        for (const auto& mean : over(trials)) {
            matrix(static_cast<Index>(mean.group), size) = mean.loss;
            losses.rows[mean.group] = mean.rows;
        }
    }
    return losses;
}

} // namespace sinter::report
