// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/exact_folds.hpp"

#include "framework/report/scores/series.hpp"

#include <sinter/rounding.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <tuple>

namespace sinter::report {

namespace {

constexpr std::size_t fewest_rows = 5;
constexpr std::size_t fewest_labels = 3; ///< two are classes written as numbers
constexpr double of_range = 1e-9;        ///< what rounding leaves of a copied label, of the labels' range

/// As the units of a study are ordered.
auto place(const study::StudyResults& results, const study::UnitLog& log) {
    const auto position = std::find_if(results.strategies.begin(), results.strategies.end(),
                                       [&](const auto& summary) { return summary.name == log.strategy; }) -
                          results.strategies.begin();
    return std::tuple(position, log.repeat, log.fold, log.inner, log.fraction);
}

study::UnitLog& log_of(study::StudyResults& results, const study::UnitResult& unit) {
    const auto found = std::find_if(results.log.begin(), results.log.end(), [&](const study::UnitLog& log) {
        return log.strategy == unit.strategy && log.repeat == unit.repeat && log.fold == unit.fold &&
               log.inner == unit.inner && log.fraction == unit.fraction;
    });
    return found != results.log.end()
               ? *found
               : results.log.emplace_back(
                     study::UnitLog{unit.strategy, unit.repeat, unit.fold, unit.inner, unit.fraction, {}});
}

} // namespace

bool is_exact(const study::UnitResult& unit, const Target& target) {
    const auto& rows = unit.predictions;
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

ExactFolds exact_folds(const study::StudyResults& results, const std::string& strategy,
                       const Target& target) {
    ExactFolds count;
    for (const auto& series : series_of(results)) {
        if (series.strategy == strategy && series.target == target.name) {
            count.folds += series.units.size();
            count.exact += static_cast<std::size_t>(
                std::count_if(series.units.begin(), series.units.end(),
                              [&](const auto* unit) { return is_exact(*unit, target); }));
        }
    }
    return count;
}

void log_exact_folds(study::StudyResults& results, const std::string& nested) {
    const auto before = results.log.size();
    for (const auto& target : targets_of(results)) {
        for (const auto& unit : results.units) {
            if (unit.target == target.name && unit.strategy != nested && is_exact(unit, target)) {
                log_of(results, unit)
                    .notices.push_back({fmt::format("{} is predicted without any error in all {} test rows",
                                                    target.name, unit.predictions.size()),
                                        1, true});
            }
        }
    }
    if (results.log.size() != before) {
        std::stable_sort(results.log.begin(), results.log.end(),
                         [&](const auto& a, const auto& b) { return place(results, a) < place(results, b); });
    }
}

} // namespace sinter::report
