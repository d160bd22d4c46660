// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/paired_folds.hpp"

#include "framework/data/tables/number_column.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace sinter::report {

namespace {

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

std::vector<Place> places_of(const RunPredictions& run) {
    std::vector<Place> all;
    for (const auto& [strategy, folds] : run.units) {
        for (const auto& [place, predictions] : folds) {
            Place one{std::get<0>(place), std::get<1>(place)};
            if (std::find(all.begin(), all.end(), one) == all.end()) {
                all.push_back(std::move(one));
            }
        }
    }
    std::sort(all.begin(), all.end(), [](const Place& a, const Place& b) {
        return std::pair(a.target, data::parse_number(a.fraction).value) <
               std::pair(b.target, data::parse_number(b.fraction).value);
    });
    return all;
}

PairedFolds pair_folds(const Folds& first, const Folds& other, const Place& wanted) {
    PairedFolds paired;
    std::vector<double> of_first;
    std::vector<double> of_other;
    std::set<int> fold_numbers;
    double loss = 0;
    double rows = 0;
    for (const auto& [place, predictions] : other) {
        const auto found = first.find(place);
        if (Place{std::get<0>(place), std::get<1>(place)} != wanted || found == first.end()) {
            continue;
        }
        if (found->second.records != predictions.records) {
            ++paired.other_folds;
            continue;
        }
        const auto count = static_cast<double>(predictions.losses.size());
        of_first.push_back(sum_of(found->second.losses) / count);
        of_other.push_back(sum_of(predictions.losses) / count);
        loss += sum_of(predictions.losses);
        rows += count;
        fold_numbers.insert(std::get<3>(place));
    }
    paired.folds = static_cast<std::int64_t>(of_other.size());
    if (paired.folds > 0) {
        const auto folds = static_cast<double>(fold_numbers.size());
        paired.mean_loss = loss / rows;
        paired.ratio = evaluation::corrected_resampled_ratio(of_other, of_first,
                                                             folds > 1 ? 1 / (folds - 1) : std::nan(""));
    }
    return paired;
}

std::string folds_in_words(const PairedFolds& paired) {
    auto folds = fmt::format("{}", paired.folds);
    if (paired.other_folds > 0) {
        folds += fmt::format(" (+{} with other records)", paired.other_folds);
    }
    return folds;
}

} // namespace sinter::report
