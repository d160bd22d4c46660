// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/nested_choice.hpp"

#include "framework/report/scores/class_shares.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/report/scores/target.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace sinter::report {

namespace {

using study::UnitResult;

/// A fold in which a choice is made: position of the target, fraction, repeat, fold.
using Place = std::tuple<std::size_t, double, int, int>;
/// By position of the strategy and inner fold.
using InnerErrors = std::map<std::size_t, std::map<int, double>>;

std::size_t target_position(const study::StudyResults& results, const std::string& target) {
    const auto& all = results.targets;
    return static_cast<std::size_t>(std::find(all.begin(), all.end(), target) - all.begin());
}

std::size_t strategy_position(const study::StudyResults& results, const std::string& name) {
    const auto& all = results.strategies;
    return static_cast<std::size_t>(
        std::find_if(all.begin(), all.end(), [&](const auto& strategy) { return strategy.name == name; }) -
        all.begin());
}

double mean_absolute_error(const UnitResult& unit) {
    double sum = 0;
    for (const auto& row : unit.predictions) {
        sum += std::abs(row.mean - row.label);
    }
    return sum / static_cast<double>(unit.predictions.size());
}

double inner_error(const UnitResult& unit, const Target& target) {
    if (target.kind() == TargetKind::number) {
        return mean_absolute_error(unit);
    }
    const UnitResult* const one[] = {&unit};
    const auto pool = class_shares(one, target.classes.size());
    return evaluation::classification_metrics(pool.labels, pool.shares).log_loss;
}

std::map<Place, InnerErrors> inner_errors(const study::StudyResults& results) {
    const auto targets = targets_of(results);
    std::map<Place, InnerErrors> places;
    for (const auto& unit : results.units) {
        const auto target = target_position(results, unit.target);
        const auto strategy = strategy_position(results, unit.strategy);
        if (unit.inner >= 0 && target < targets.size() && strategy < results.strategies.size() &&
            !results.strategies[strategy].placebo) {
            places[{target, unit.fraction, unit.repeat, unit.fold}][strategy][unit.inner] =
                inner_error(unit, targets[target]);
        }
    }
    return places;
}

std::size_t inner_folds_of(const InnerErrors& errors) {
    std::set<int> folds;
    for (const auto& [strategy, by_fold] : errors) {
        for (const auto& [fold, error] : by_fold) {
            folds.insert(fold);
        }
    }
    return folds.size();
}

double mean_of(const std::map<int, double>& errors) {
    double sum = 0;
    for (const auto& [fold, error] : errors) {
        sum += error;
    }
    return sum / static_cast<double>(errors.size());
}

/// The scores of one place, the chosen one marked.
std::vector<InnerScore> scores_of(const study::StudyResults& results, const Place& place,
                                  const InnerErrors& errors) {
    const auto& [target, fraction, repeat, fold] = place;
    const auto kind = target_of(results, results.targets[target]).kind();
    const auto metric = kind == TargetKind::classes ? ErrorMetric::log_loss : ErrorMetric::mae;
    const auto planned = inner_folds_of(errors);
    std::vector<InnerScore> scores;
    for (const auto& [strategy, by_fold] : errors) {
        scores.push_back({results.targets[target], fraction, repeat, fold, results.strategies[strategy].name,
                          metric, static_cast<std::int64_t>(by_fold.size()), mean_of(by_fold),
                          by_fold.size() == planned, false});
    }
    InnerScore* best = nullptr;
    for (auto& score : scores) {
        if (score.complete && !std::isnan(score.error) && (best == nullptr || score.error < best->error)) {
            best = &score;
        }
    }
    if (best != nullptr) {
        best->chosen = true;
    }
    return scores;
}

std::string free_name(const study::StudyResults& results) {
    std::string name = "nested choice";
    while (strategy_position(results, name) < results.strategies.size()) {
        name += " (inner folds)";
    }
    return name;
}

void add_chosen(const std::vector<Series>& series, const InnerScore& score, NestedChoice& choice) {
    const auto* own = find(series, score.strategy, score.target, score.fraction);
    if (own == nullptr) {
        return;
    }
    for (const auto* unit : own->units) {
        if (unit->repeat == score.repeat && unit->fold == score.fold) {
            choice.units.push_back(*unit);
            choice.units.back().strategy = choice.name;
        }
    }
}

} // namespace

NestedChoice nested_choice(const study::StudyResults& results) {
    NestedChoice choice{free_name(results), {}, {}};
    const auto series = series_of(results);
    for (const auto& [place, errors] : inner_errors(results)) {
        for (auto& score : scores_of(results, place, errors)) {
            if (score.chosen) {
                add_chosen(series, score, choice);
            }
            choice.scores.push_back(std::move(score));
        }
    }
    return choice;
}

study::StudyResults with_nested_choice(study::StudyResults results, const NestedChoice& choice) {
    if (choice.units.empty()) {
        return results;
    }
    study::StrategySummary summary;
    summary.name = choice.name;
    for (const auto& target : results.targets) {
        if (std::any_of(choice.units.begin(), choice.units.end(),
                        [&](const auto& unit) { return unit.target == target; })) {
            summary.targets.push_back(target);
        }
    }
    results.strategies.push_back(std::move(summary));
    results.units.insert(results.units.end(), choice.units.begin(), choice.units.end());
    return results;
}

} // namespace sinter::report
