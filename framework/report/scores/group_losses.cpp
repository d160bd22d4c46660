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
using study::UnitResult;
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
GroupNumbers numbers_of(const std::vector<const UnitResult*>& units) {
    GroupNumbers numbers;
    std::vector<std::string_view> names;
    for (const auto* unit : units) {
        for (const auto& row : unit->predictions) {
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

std::vector<GroupMean> means_of(const UnitResult& unit, const GroupNumbers& numbers, TargetKind kind) {
    std::map<std::size_t, GroupMean> sums;
    for (const auto& row : unit.predictions) {
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
        for (const auto* unit : series->units) {
            ++counts[{unit->repeat, unit->fold}];
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

std::vector<const UnitResult*> units_in(const Series& series, const std::set<Fold>& folds) {
    auto units = series.units;
    std::erase_if(units, [&](const auto* unit) { return folds.count({unit->repeat, unit->fold}) == 0; });
    return units;
}

double mean_training_rows(const std::vector<const UnitResult*>& units) {
    double sum = 0;
    for (const auto* unit : units) {
        sum += static_cast<double>(unit->training_rows);
    }
    return sum / static_cast<double>(units.size());
}

} // namespace

GroupLosses::GroupLosses(const std::vector<Series>& all, const Target& target) {
    std::vector<const UnitResult*> units;
    for (const auto& series : all) {
        if (series.target == target.name) {
            units.insert(units.end(), series.units.begin(), series.units.end());
        }
    }
    const auto numbers = numbers_of(units);
    groups_ = numbers.size();
    for (const auto* unit : units) {
        by_unit_.emplace(unit, means_of(*unit, numbers, target.kind()));
    }
}

std::vector<GroupLoss> GroupLosses::of(const std::vector<Pair>& pairs) const {
    std::vector<GroupSum> sums(groups_);
    for (const auto& pair : pairs) {
        const auto& of_baseline = by_unit_.at(pair.baseline);
        auto other = of_baseline.begin();
        for (const auto& mean : by_unit_.at(pair.strategy)) {
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

std::vector<GroupMean> GroupLosses::over(const std::vector<const UnitResult*>& units) const {
    std::vector<GroupSum> sums(groups_);
    for (const auto* unit : units) {
        for (const auto& mean : by_unit_.at(unit)) {
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
        const auto units = units_in(*all[i], folds);
        const bool of_baseline = i < baseline.size();
        if (of_baseline) {
            losses.sizes.push_back(mean_training_rows(units));
        }
        auto& matrix = of_baseline ? losses.baseline : losses.strategy;
        const auto size = static_cast<Index>(of_baseline ? i : i - baseline.size());
        for (const auto& mean : over(units)) {
            matrix(static_cast<Index>(mean.group), size) = mean.loss;
            losses.rows[mean.group] = mean.rows;
        }
    }
    return losses;
}

} // namespace sinter::report
