// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/series.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace sinter::report {

using study::TrialResult;

SeriesKey key_of(const TrialResult& trial) { return {trial.target, trial.key.strategy, trial.key.size}; }

const std::string& strategy_name(const study::StudyResults& results, const SeriesKey& key) {
    return results.strategies[key.strategy].name;
}

const std::string& target_name(const study::StudyResults& results, const SeriesKey& key) {
    return results.targets[key.target];
}

double fraction_of(const study::StudyResults& results, const SeriesKey& key) {
    return results.fractions[key.size];
}

std::vector<Series> make_series(const study::StudyResults& results) {
    std::vector<const TrialResult*> trials;
    for (const auto& trial : results.trials) {
        if (trial.key.inner < 0) {
            trials.push_back(&trial);
        }
    }
    std::stable_sort(trials.begin(), trials.end(), [](const auto* a, const auto* b) {
        return std::tuple(key_of(*a), a->key.repeat, a->key.fold) <
               std::tuple(key_of(*b), b->key.repeat, b->key.fold);
    });
    std::vector<Series> all;
    for (const auto* trial : trials) {
        if (all.empty() || all.back().key != key_of(*trial)) {
            all.push_back({key_of(*trial), {}});
        }
        all.back().trials.push_back(trial);
    }
    return all;
}

const Series* find_series(const std::vector<Series>& all, const SeriesKey& key) {
    const auto found =
        std::lower_bound(all.begin(), all.end(), key,
                         [](const Series& series, const SeriesKey& wanted) { return series.key < wanted; });
    return found == all.end() || found->key != key ? nullptr : &*found;
}

std::vector<std::size_t> sizes_of(const std::vector<Series>& all, std::size_t target) {
    std::set<std::size_t> sizes;
    for (const auto& series : all) {
        if (series.key.target == target) {
            sizes.insert(series.key.size);
        }
    }
    return {sizes.begin(), sizes.end()};
}

std::size_t full_size(const std::vector<Series>& all, std::size_t target) {
    const auto sizes = sizes_of(all, target);
    return sizes.empty() ? 0 : sizes.back();
}

std::vector<const study::RowPrediction*> first_repeat(const Series& series) {
    std::vector<const study::RowPrediction*> rows;
    for (const auto* trial : series.trials) {
        if (trial->key.repeat == series.trials.front()->key.repeat) {
            for (const auto& row : trial->predictions) {
                rows.push_back(&row);
            }
        }
    }
    return rows;
}

std::vector<Pair> paired(const Series& strategy, const Series& baseline) {
    std::map<std::pair<int, int>, const TrialResult*> by_fold;
    for (const auto* trial : baseline.trials) {
        by_fold.emplace(std::pair(trial->key.repeat, trial->key.fold), trial);
    }
    std::vector<Pair> pairs;
    for (const auto* trial : strategy.trials) {
        if (const auto found = by_fold.find({trial->key.repeat, trial->key.fold}); found != by_fold.end()) {
            pairs.push_back({trial, found->second});
        }
    }
    return pairs;
}

} // namespace sinter::report
