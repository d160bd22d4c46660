// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/paired_folds.hpp"

#include <sinter/rounding.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace sinter::report {

namespace {

using study::RowPrediction;
using study::TrialResult;

bool same_record(const RowPrediction& a, const RowPrediction& b) {
    return a.row == b.row && difference_of(a.label, b.label) == 0;
}

bool same_records(const TrialResult& a, const TrialResult& b) {
    return std::equal(a.predictions.begin(), a.predictions.end(), b.predictions.begin(), b.predictions.end(),
                      same_record);
}

bool same_prediction(const RowPrediction& a, const RowPrediction& b) {
    return difference_of(a.mean, b.mean) == 0 &&
           std::equal(a.shares.begin(), a.shares.end(), b.shares.begin(), b.shares.end(),
                      [](double x, double y) { return difference_of(x, y) == 0; });
}

bool same_predictions(const TrialResult& a, const TrialResult& b) {
    return std::equal(a.predictions.begin(), a.predictions.end(), b.predictions.begin(), b.predictions.end(),
                      same_prediction);
}

using FoldLosses = std::map<std::pair<int, int>, double>; ///< by repeat and fold

FoldLosses losses_of(const RunScores& run, const SeriesKey& key) {
    const auto metric = headline_of(target_of(run.results, key.target).kind());
    FoldLosses losses;
    for (const auto* row : rows_at(run.metrics, Level::fold, key)) {
        losses[{row->repeat, row->fold}] = value_of(*row, metric);
    }
    return losses;
}

} // namespace

PairedFolds pair_folds(const RunScores& first, const SeriesKey& of_first, const RunScores& other,
                       const SeriesKey& of_other) {
    PairedFolds paired_folds;
    const auto* one = find_series(first.series, of_first);
    const auto* two = find_series(other.series, of_other);
    if (one == nullptr || two == nullptr) {
        return paired_folds;
    }
    const auto all_of_first = losses_of(first, of_first);
    const auto all_of_other = losses_of(other, of_other);
    std::vector<double> losses_of_first;
    std::vector<double> losses_of_other;
    double loss = 0;
    double rows = 0;
    bool same = true;
    for (const auto& pair : paired(*two, *one)) {
        if (!same_records(*pair.strategy, *pair.baseline)) {
            ++paired_folds.other_folds;
            continue;
        }
        same = same && same_predictions(*pair.strategy, *pair.baseline);
        const std::pair fold(pair.strategy->key.repeat, pair.strategy->key.fold);
        losses_of_first.push_back(all_of_first.at(fold));
        losses_of_other.push_back(all_of_other.at(fold));
        const auto count = static_cast<double>(pair.strategy->predictions.size());
        loss += losses_of_other.back() * count; // both metrics are means over the rows
        rows += count;
    }
    paired_folds.folds = static_cast<std::int64_t>(losses_of_other.size());
    if (paired_folds.folds > 0) {
        paired_folds.loss = loss / rows;
        paired_folds.same = same;
        paired_folds.ratio = evaluation::corrected_resampled_ratio(losses_of_other, losses_of_first,
                                                                   first.results.test_to_training);
    }
    return paired_folds;
}

std::string folds_in_words(const PairedFolds& paired) {
    auto folds = fmt::format("{}", paired.folds);
    if (paired.other_folds > 0) {
        folds += fmt::format(" (+{} with other records)", paired.other_folds);
    }
    return folds;
}

} // namespace sinter::report
