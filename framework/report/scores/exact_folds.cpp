// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/exact_folds.hpp"

#include <sinter/rounding.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

namespace sinter::report {

namespace {

constexpr std::size_t fewest_rows = 5;
constexpr std::size_t fewest_labels = 3; ///< two are classes written as numbers
constexpr double of_range = 1e-9;        ///< what rounding leaves of a copied label, of the labels' range

study::TrialLog& log_of(study::StudyResults& results, const study::TrialKey& key) {
    const auto found = std::find_if(results.log.begin(), results.log.end(),
                                    [&](const study::TrialLog& log) { return log.key == key; });
    return found != results.log.end() ? *found : results.log.emplace_back(study::TrialLog{key, {}});
}

} // namespace

bool is_exact(const study::TrialResult& trial, const Target& target) {
    const auto& rows = trial.predictions;
    if (target.kind() == TargetKind::classes || rows.size() < fewest_rows) {
        return false;
    }
    std::set<double> labels;
    for (const auto& row : rows) {
        labels.insert(row.label);
    }
    std::size_t different = labels.empty() ? 0 : 1;
    for (auto label = labels.begin(); label != labels.end() && std::next(label) != labels.end(); ++label) {
        different += varies_beyond_rounding(*label, *std::next(label)) ? 1 : 0;
    }
    if (different < fewest_labels) {
        return false;
    }
    const double tolerance = of_range * (*labels.rbegin() - *labels.begin());
    return std::all_of(rows.begin(), rows.end(), [&](const auto& row) {
        return std::abs(difference_of(row.mean, row.label)) <= tolerance;
    });
}

ExactFolds exact_folds(const std::vector<Series>& series, std::size_t strategy, const Target& target) {
    ExactFolds count;
    for (const auto& one : series) {
        if (one.key.strategy == strategy && one.key.target == target.index) {
            count.folds += one.trials.size();
            count.exact += static_cast<std::size_t>(
                std::count_if(one.trials.begin(), one.trials.end(),
                              [&](const auto* trial) { return is_exact(*trial, target); }));
        }
    }
    return count;
}

void log_exact_folds(study::StudyResults& results, std::optional<std::size_t> nested) {
    const auto before = results.log.size();
    for (const auto& target : targets_of(results)) { // outside, so that a trial's notices are in its order
        for (const auto& trial : results.trials) {
            if (trial.target == target.index && trial.key.strategy != nested && is_exact(trial, target)) {
                log_of(results, trial.key)
                    .notices.push_back({fmt::format("{} is predicted without any error in all {} test rows",
                                                    target.name, trial.predictions.size()),
                                        1, true});
            }
        }
    }
    if (results.log.size() != before) {
        std::stable_sort(results.log.begin(), results.log.end(),
                         [](const auto& a, const auto& b) { return a.key < b.key; });
    }
}

} // namespace sinter::report
