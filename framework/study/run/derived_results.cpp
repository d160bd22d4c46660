// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/derived_results.hpp"

#include "framework/study/plan/derived_rows.hpp"

#include <sinter/rounding.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace sinter::study {
namespace {

RowPrediction unpredicted(const Plan& plan, const DerivedTruth& truth) {
    const auto row = static_cast<std::size_t>(truth.row);
    RowPrediction prediction;
    prediction.row = truth.row;
    prediction.record = truth.row;
    prediction.material = plan.dataset.materials.shown(plan.dataset.row_materials[row]);
    prediction.group = plan.groups.names[row];
    prediction.label = truth.value;
    return prediction;
}

void count_training(const Plan& plan, const PlannedDerived& derived, const std::vector<std::int64_t>& records,
                    TrialResult& result) {
    std::set<std::uint64_t> groups;
    std::vector<double> values;
    for (const auto& truth : derived_truths(plan, derived, records)) {
        ++result.training_rows;
        groups.insert(plan.groups.keys[static_cast<std::size_t>(truth.row)]);
        values.push_back(truth.value);
    }
    result.training_groups = static_cast<std::int64_t>(groups.size());
    if (derived.classes.empty() && result.training_rows > 0) {
        result.training_mean = mean_of_values(values);
    }
}

} // namespace

std::vector<TrialResult> empty_derived_results(const Plan& plan, const Trial& trial) {
    const PlannedStrategy& strategy = plan.strategies[trial.strategy];
    const PlannedSplit& split = plan.splits[trial.split];
    std::vector<TrialResult> results;
    for (std::size_t d = 0; d < plan.derived.size(); ++d) {
        const auto& derived = plan.derived[d];
        const auto truths = predicts(strategy, derived) ? derived_truths(plan, derived, split.rows.test)
                                                        : std::vector<DerivedTruth>();
        if (truths.empty()) {
            continue;
        }
        TrialResult result;
        result.key = key_of(plan, trial);
        result.target = plan.targets.size() + d;
        for (const auto& truth : truths) {
            result.predictions.push_back(unpredicted(plan, truth));
        }
        count_training(plan, derived, split.rows.training, result);
        results.push_back(std::move(result));
    }
    return results;
}

std::vector<DerivedSummary> derived_summaries(const Plan& plan) {
    std::vector<DerivedSummary> summaries;
    for (const auto& derived : plan.derived) {
        DerivedSummary summary{
            derived.name,   derived.unit, {}, std::string(name_of(derived.law)), label_names(plan, derived),
            derived.classes};
        for (const auto& choice : plan.config.derived) {
            if (choice.name.value == derived.name) {
                summary.expression = choice.expression.value;
            }
        }
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

} // namespace sinter::study
