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

using study::TrialResult;

/// A fold in which a choice is made: target, size, repeat, fold.
using Place = std::tuple<std::size_t, std::size_t, int, int>;
/// By strategy and inner fold.
using InnerErrors = std::map<std::size_t, std::map<int, double>>;

double mean_absolute_error(const TrialResult& trial) {
    double sum = 0;
    for (const auto& row : trial.predictions) {
        sum += std::abs(row.mean - row.label);
    }
    return sum / static_cast<double>(trial.predictions.size());
}

double inner_error(const TrialResult& trial, const Target& target) {
    if (target.kind() == TargetKind::number) {
        return mean_absolute_error(trial);
    }
    const TrialResult* const one[] = {&trial};
    const auto pool = class_shares(one, target.classes.size());
    return evaluation::classification_metrics(pool.labels, pool.shares).log_loss;
}

std::map<Place, InnerErrors> inner_errors(const study::StudyResults& results) {
    const auto targets = targets_of(results);
    std::map<Place, InnerErrors> places;
    for (const auto& trial : results.trials) {
        const auto& key = trial.key;
        if (key.inner >= 0 && !results.strategies[key.strategy].placebo) {
            places[{trial.target, key.size, key.repeat, key.fold}][key.strategy][key.inner] =
                inner_error(trial, targets[trial.target]);
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
    const auto& [target, size, repeat, fold] = place;
    const auto kind = target_of(results, target).kind();
    const auto metric = kind == TargetKind::classes ? ErrorMetric::log_loss : ErrorMetric::mae;
    const auto planned = inner_folds_of(errors);
    std::vector<InnerScore> scores;
    for (const auto& [strategy, by_fold] : errors) {
        scores.push_back({target,
                          {strategy, repeat, fold, -1, size},
                          metric,
                          static_cast<std::int64_t>(by_fold.size()),
                          mean_of(by_fold),
                          by_fold.size() == planned,
                          false});
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
    const auto is_taken = [&](const auto& strategy) { return strategy.name == name; };
    while (std::any_of(results.strategies.begin(), results.strategies.end(), is_taken)) {
        name += " (inner folds)";
    }
    return name;
}

void add_chosen(const std::vector<Series>& series, const InnerScore& score, NestedChoice& choice) {
    const auto* own = find_series(series, {score.target, score.key.strategy, score.key.size});
    if (own == nullptr) {
        return;
    }
    for (const auto* trial : own->trials) {
        if (trial->key.repeat == score.key.repeat && trial->key.fold == score.key.fold) {
            choice.trials.push_back(*trial);
            choice.trials.back().key.strategy = choice.strategy;
        }
    }
}

} // namespace

NestedChoice nested_choice(const study::StudyResults& results, const std::vector<Series>& series) {
    NestedChoice choice{free_name(results), results.strategies.size(), {}, {}};
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
    if (choice.trials.empty()) {
        return results;
    }
    study::StrategySummary summary;
    summary.name = choice.name;
    for (std::size_t target = 0; target < results.targets.size(); ++target) {
        if (std::any_of(choice.trials.begin(), choice.trials.end(),
                        [&](const auto& trial) { return trial.target == target; })) {
            summary.targets.push_back(target);
        }
    }
    results.strategies.push_back(std::move(summary));
    results.trials.insert(results.trials.end(), choice.trials.begin(), choice.trials.end());
    return results;
}

} // namespace sinter::report
