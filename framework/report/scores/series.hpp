// SPDX-License-Identifier: Apache-2.0
//
// The finished units of a study in the order of every table, however they came: a resumed run gives the same
// tables. Results of inner folds are in none of them.
#pragma once

#include "framework/study/run/results.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::report {

/// What one strategy predicted for one target at one training size. Points into the results it was made from.
struct Series {
    std::string strategy;
    std::string target;
    double fraction = 1.0;
    std::size_t position = 0;                    ///< of the strategy in the config
    std::vector<const study::UnitResult*> units; ///< by repeat and fold; at least one
};

/// By target (the study's order), strategy (the config's order) and fraction (ascending); names that the
/// study doesn't list come last.
[[nodiscard]] std::vector<Series> series_of(const study::StudyResults& results);

/// Null when there is none.
[[nodiscard]] const Series* find(const std::vector<Series>& all, std::string_view strategy,
                                 std::string_view target, double fraction);

/// The fractions that were run for the target, ascending.
[[nodiscard]] std::vector<double> fractions_of(const std::vector<Series>& all, std::string_view target);
[[nodiscard]] std::vector<double> fractions_of(const study::StudyResults& results, std::string_view target);

/// The largest of them; 1 when there are none.
[[nodiscard]] double full_fraction(const study::StudyResults& results, std::string_view target);

/// The rows of the first repeat that the series has, fold by fold.
[[nodiscard]] std::vector<const study::RowPrediction*> first_repeat(const Series& series);

/// The same fold of the same repeat by two strategies.
struct Pair {
    const study::UnitResult* strategy = nullptr;
    const study::UnitResult* baseline = nullptr;
};

/// The folds that both finished, by repeat and fold.
[[nodiscard]] std::vector<Pair> paired(const Series& strategy, const Series& baseline);

} // namespace sinter::report
