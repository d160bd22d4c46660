// SPDX-License-Identifier: Apache-2.0
//
// The finished trials of a study in the order of every table, however they came: a resumed run gives the same
// tables. Results of inner folds are in none of them.
#pragma once

#include "framework/study/run/results.hpp"

#include <compare>
#include <cstddef>
#include <string>
#include <vector>

namespace sinter::report {

/// What the rows of the tables are found by. Keys are ordered as the tables are.
struct SeriesKey {
    std::size_t target = 0;   ///< index into the study's targets
    std::size_t strategy = 0; ///< index into its strategies
    std::size_t size = 0;     ///< index into its training sizes

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 that is compared with for a pointer
    [[nodiscard]] auto operator<=>(const SeriesKey&) const = default;
};

[[nodiscard]] SeriesKey key_of(const study::TrialResult& trial);

[[nodiscard]] const std::string& strategy_name(const study::StudyResults& results, const SeriesKey& key);
[[nodiscard]] const std::string& target_name(const study::StudyResults& results, const SeriesKey& key);
/// The share of the training groups.
[[nodiscard]] double fraction_of(const study::StudyResults& results, const SeriesKey& key);

/// What one strategy predicted for one target at one training size. Points into the results it was made from.
struct Series {
    SeriesKey key;
    std::vector<const study::TrialResult*> trials; ///< by repeat and fold; at least one
};

/// Sorted by key. Looks at every trial: a study is sorted once, and its series are handed on.
[[nodiscard]] std::vector<Series> make_series(const study::StudyResults& results);

/// Null when there is none. `all` is sorted.
[[nodiscard]] const Series* find_series(const std::vector<Series>& all, const SeriesKey& key);

/// The sizes that were run for the target, ascending.
[[nodiscard]] std::vector<std::size_t> sizes_of(const std::vector<Series>& all, std::size_t target);

/// The largest of them; 0 when there are none.
[[nodiscard]] std::size_t full_size(const std::vector<Series>& all, std::size_t target);

/// The rows of the first repeat that the series has, fold by fold.
[[nodiscard]] std::vector<const study::RowPrediction*> first_repeat(const Series& series);

/// The same fold of the same repeat by two strategies.
struct Pair {
    const study::TrialResult* strategy = nullptr;
    const study::TrialResult* baseline = nullptr;
};

/// The folds that both finished, by repeat and fold.
[[nodiscard]] std::vector<Pair> paired(const Series& strategy, const Series& baseline);

} // namespace sinter::report
