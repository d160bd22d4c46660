// SPDX-License-Identifier: Apache-2.0
#include "framework/report/comparison_table.hpp"

#include "framework/evaluation/regression_metrics.hpp"
#include "framework/report/ordered_units.hpp"

#include <sinter/random.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace sinter::report {

namespace {

using study::UnitResult;

/// The same fold of the same repeat by both.
struct Pair {
    const UnitResult* strategy = nullptr;
    const UnitResult* baseline = nullptr;
};

std::vector<Pair> paired(const std::vector<const UnitResult*>& strategy,
                         const std::vector<const UnitResult*>& baseline) {
    std::map<std::pair<int, int>, const UnitResult*> by_fold;
    for (const auto* unit : baseline) {
        by_fold.emplace(std::pair(unit->repeat, unit->fold), unit);
    }
    std::vector<Pair> pairs;
    for (const auto* unit : strategy) {
        if (const auto found = by_fold.find({unit->repeat, unit->fold}); found != by_fold.end()) {
            pairs.push_back({unit, found->second});
        }
    }
    return pairs;
}

double error_of(const UnitResult& unit, ErrorMetric metric) {
    double absolute = 0;
    double squared = 0;
    for (const auto& row : unit.predictions) {
        absolute += std::abs(row.mean - row.label);
        squared += (row.mean - row.label) * (row.mean - row.label);
    }
    const auto n = static_cast<double>(unit.predictions.size());
    return metric == ErrorMetric::mae ? absolute / n : std::sqrt(squared / n);
}

/// Test rows over training rows of a full fold: 1/(k - 1) for k folds; for a holdout, from its row counts.
double test_to_training(const study::StudyResults& results, const std::string& baseline) {
    int folds = 0;
    double ratios = 0;
    double units = 0;
    for (const auto& unit : results.units) {
        if (unit.strategy == baseline) {
            folds = std::max(folds, unit.fold + 1);
            ratios += static_cast<double>(unit.predictions.size()) * unit.fraction /
                      static_cast<double>(unit.training_rows);
            units += 1;
        }
    }
    return folds > 1 ? 1.0 / (folds - 1) : ratios / units;
}

/// Sums over the rows of one group, over all repeats.
struct GroupSum {
    double strategy = 0; ///< per repeat the mean loss, summed
    double baseline = 0;
    double rows = 0;
    double repeats = 0;
};

struct MeanLoss {
    double sum = 0;
    double rows = 0;
};

std::map<std::string, MeanLoss> absolute_losses(const UnitResult& unit) {
    std::map<std::string, MeanLoss> losses;
    for (const auto& row : unit.predictions) {
        auto& loss = losses[row.group];
        loss.sum += std::abs(row.mean - row.label);
        loss.rows += 1;
    }
    return losses;
}

std::vector<evaluation::GroupLoss> group_losses(const std::vector<Pair>& pairs) {
    std::map<std::string, GroupSum> sums; // by name: the order of the bootstrap's draws
    for (const auto& pair : pairs) {
        const auto of_baseline = absolute_losses(*pair.baseline);
        for (const auto& [group, loss] : absolute_losses(*pair.strategy)) {
            if (const auto other = of_baseline.find(group); other != of_baseline.end()) {
                auto& sum = sums[group];
                sum.strategy += loss.sum / loss.rows;
                sum.baseline += other->second.sum / other->second.rows;
                sum.rows += loss.rows;
                sum.repeats += 1;
            }
        }
    }
    std::vector<evaluation::GroupLoss> losses;
    for (const auto& [group, sum] : sums) {
        losses.push_back({sum.strategy / sum.repeats, sum.baseline / sum.repeats, sum.rows / sum.repeats});
    }
    return losses;
}

ComparisonRow compare(const std::vector<Pair>& pairs, ErrorMetric metric, double ratio_of_rows,
                      const Stream& stream) {
    ComparisonRow row;
    row.metric = metric;
    row.folds = static_cast<std::int64_t>(pairs.size());
    std::vector<double> of_strategy;
    std::vector<double> of_baseline;
    for (const auto& pair : pairs) {
        of_strategy.push_back(error_of(*pair.strategy, metric));
        of_baseline.push_back(error_of(*pair.baseline, metric));
    }
    row.ratio = evaluation::corrected_resampled_ratio(of_strategy, of_baseline, ratio_of_rows);
    if (metric == ErrorMetric::mae) {
        row.by_group = evaluation::group_bootstrap(group_losses(pairs), stream);
    }
    return row;
}

void adjust(std::vector<ComparisonRow>& family) {
    std::vector<double> p_values;
    for (const auto& row : family) {
        p_values.push_back(row.ratio.p);
    }
    const auto adjusted = evaluation::holm(p_values);
    for (std::size_t i = 0; i < family.size(); ++i) {
        family[i].p_holm = adjusted[i];
        family[i].verdict = evaluation::verdict(family[i].ratio.ratio, adjusted[i]);
    }
}

/// All strategies at one fraction by one metric.
std::vector<ComparisonRow> family_of(const study::StudyResults& results,
                                     const study::StrategySummary& baseline, double fraction,
                                     ErrorMetric metric) {
    const auto stream = Stream(results.seed).derive("comparison").derive("groups");
    const double ratio_of_rows = test_to_training(results, baseline.name);
    const auto baseline_units = units_of(results, baseline.name, fraction);
    std::vector<ComparisonRow> family;
    for (const auto& strategy : results.strategies) {
        const auto pairs = paired(units_of(results, strategy.name, fraction), baseline_units);
        if (&strategy == &baseline || strategy.target != baseline.target || pairs.empty()) {
            continue;
        }
        auto row = compare(pairs, metric, ratio_of_rows, stream);
        row.strategy = strategy.name;
        row.baseline = baseline.name;
        row.target = strategy.target;
        row.fraction = fraction;
        family.push_back(std::move(row));
    }
    adjust(family);
    return family;
}

} // namespace

std::string_view name_of(ErrorMetric metric) { return metric == ErrorMetric::mae ? "mae" : "rmse"; }

std::vector<ComparisonRow> comparison_table(const study::StudyResults& results) {
    const auto baseline = std::find_if(results.strategies.begin(), results.strategies.end(),
                                       [](const auto& strategy) { return strategy.baseline; });
    std::vector<ComparisonRow> table;
    if (baseline == results.strategies.end()) {
        return table;
    }
    for (const double fraction : fractions_of(results)) {
        for (const auto metric : {ErrorMetric::mae, ErrorMetric::rmse}) {
            auto family = family_of(results, *baseline, fraction, metric);
            std::move(family.begin(), family.end(), std::back_inserter(table));
        }
    }
    return table;
}

const ComparisonRow* find(const std::vector<ComparisonRow>& table, std::string_view strategy, double fraction,
                          ErrorMetric metric) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const ComparisonRow& row) {
        return row.strategy == strategy && row.fraction == fraction && row.metric == metric;
    });
    return found == table.end() ? nullptr : &*found;
}

} // namespace sinter::report
