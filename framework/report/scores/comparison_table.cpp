// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/comparison_table.hpp"

#include "framework/report/scores/group_losses.hpp"

#include <sinter/random.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace sinter::report {

namespace {

using study::StrategySummary;

/// One strategy against the baseline at one training size.
struct Contest {
    SeriesKey key;
    std::vector<Pair> pairs;
};

std::vector<Contest> contests_of(const study::StudyResults& results, const std::vector<Series>& series,
                                 std::size_t baseline, std::size_t target) {
    std::vector<Contest> contests;
    for (const std::size_t size : sizes_of(series, target)) {
        const auto* of_baseline = find_series(series, {target, baseline, size});
        for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
            const SeriesKey key{target, strategy, size};
            const auto* of_strategy = find_series(series, key);
            if (strategy == baseline || of_strategy == nullptr || of_baseline == nullptr) {
                continue;
            }
            if (auto pairs = paired(*of_strategy, *of_baseline); !pairs.empty()) {
                contests.push_back({key, std::move(pairs)});
            }
        }
    }
    return contests;
}

/// Counts the strategy's targets that are measured and not derived.
std::ptrdiff_t label_count(const study::StudyResults& results, const StrategySummary& strategy) {
    return std::count_if(strategy.targets.begin(), strategy.targets.end(), [&](std::size_t target) {
        return results.derived_of(results.targets[target]) == nullptr;
    });
}

bool transfers(const study::StudyResults& results, const StrategySummary& strategy,
               const StrategySummary& baseline) {
    // Several labels by another method than the baseline's may inform each other.
    const bool joint = label_count(results, strategy) > 1 && strategy.plugin != baseline.plugin;
    return baseline.sources.empty() && (!strategy.sources.empty() || joint);
}

/// What the rows of a target share.
struct Setting {
    const study::StudyResults& results;
    const std::vector<MetricsRow>& metrics;
    std::size_t baseline;
    TargetKind kind;
};

using FoldErrors = std::map<std::pair<int, int>, double>;

FoldErrors fold_errors(const Setting& setting, const SeriesKey& key, ErrorMetric metric) {
    FoldErrors errors;
    for (const auto* row : rows_at(setting.metrics, Level::fold, key)) {
        errors[{row->repeat, row->fold}] = value_of(*row, metric);
    }
    return errors;
}

ComparisonKind kind_of(const StrategySummary& strategy) {
    return strategy.placebo   ? ComparisonKind::placebo
           : strategy.primary ? ComparisonKind::primary
                              : ComparisonKind::other;
}

ComparisonRow compare(const Setting& setting, const Contest& contest, ErrorMetric metric) {
    ComparisonRow row;
    const auto& strategies = setting.results.strategies;
    const auto& strategy = strategies[contest.key.strategy];
    row.key = contest.key;
    row.baseline = setting.baseline;
    row.metric = metric;
    row.kind = kind_of(strategy);
    row.transfers = transfers(setting.results, strategy, strategies[setting.baseline]);
    row.folds = static_cast<std::int64_t>(contest.pairs.size());
    const auto by_strategy = fold_errors(setting, row.key, metric);
    const auto by_baseline = fold_errors(setting, {row.key.target, row.baseline, row.key.size}, metric);
    std::vector<double> of_strategy;
    std::vector<double> of_baseline;
    for (const auto& pair : contest.pairs) {
        const auto fold = std::pair(pair.strategy->key.repeat, pair.strategy->key.fold);
        of_strategy.push_back(by_strategy.at(fold));
        of_baseline.push_back(by_baseline.at(fold));
    }
    row.ratio =
        evaluation::corrected_resampled_ratio(of_strategy, of_baseline, setting.results.test_to_training);
    row.harm = evaluation::non_inferiority(row.ratio, harmless_ratio);
    return row;
}

/// Strategies that are tested together.
using Family = std::vector<ComparisonRow*>;

template <class GetP>
std::vector<double> holm_of(const Family& family, GetP get) {
    std::vector<double> p_values;
    for (const auto* row : family) {
        p_values.push_back(get(*row));
    }
    return evaluation::holm(p_values);
}

void adjust(const Family& family) {
    const auto folds = holm_of(family, [](const ComparisonRow& row) { return row.ratio.p; });
    const auto groups = holm_of(family, [](const ComparisonRow& row) { return row.wilcoxon.p; });
    for (std::size_t i = 0; i < family.size(); ++i) {
        family[i]->p_holm = folds[i];
        family[i]->verdict = evaluation::verdict(family[i]->ratio.ratio, folds[i]);
        family[i]->wilcoxon_p_holm = groups[i];
    }
}

/// All strategies of one target, at one size, by one metric.
void adjust(std::vector<ComparisonRow>& rows) {
    std::map<ComparisonKind, Family> families;
    for (auto& row : rows) {
        families[row.kind].push_back(&row);
    }
    for (const auto& [kind, family] : families) {
        adjust(family);
    }
}

std::vector<ComparisonRow> table_of(const Setting& setting, const std::vector<Contest>& contests,
                                    const GroupLosses& by_trial) {
    std::vector<std::vector<evaluation::GroupLoss>> losses;
    for (const auto& contest : contests) {
        losses.push_back(by_trial.of(contest.pairs));
    }
    const auto by_group = evaluation::group_bootstraps(
        losses, Stream(setting.results.seed).derive("comparison").derive("groups"));
    std::vector<ComparisonRow> table;
    for (std::size_t first = 0, end = 0; first < contests.size(); first = end) {
        while (end < contests.size() && contests[end].key.size == contests[first].key.size) {
            ++end;
        }
        for (const auto metric : metrics_of(setting.kind)) {
            std::vector<ComparisonRow> rows;
            for (std::size_t i = first; i < end; ++i) {
                rows.push_back(compare(setting, contests[i], metric));
                if (is_headline(metric)) {
                    rows.back().by_group = by_group[i];
                    rows.back().wilcoxon = evaluation::signed_rank(losses[i]);
                }
            }
            adjust(rows);
            std::move(rows.begin(), rows.end(), std::back_inserter(table));
        }
    }
    return table;
}

} // namespace

std::string_view name_of(ComparisonKind kind) {
    switch (kind) {
    case ComparisonKind::primary:
        return "primary";
    case ComparisonKind::placebo:
        return "placebo";
    case ComparisonKind::other:
        break;
    }
    return "other";
}

std::optional<std::size_t> baseline_of(const study::StudyResults& results, std::size_t target) {
    const auto& strategies = results.strategies;
    const auto found = std::find_if(strategies.begin(), strategies.end(), [&](const auto& strategy) {
        return strategy.baseline && predicts(strategy, target);
    });
    return found == strategies.end() ? std::nullopt
                                     : std::optional(static_cast<std::size_t>(found - strategies.begin()));
}

std::vector<ComparisonRow> comparison_table(const study::StudyResults& results,
                                            const std::vector<Series>& series,
                                            const std::vector<MetricsRow>& metrics) {
    std::vector<ComparisonRow> table;
    for (const auto& target : targets_of(results)) {
        if (const auto baseline = baseline_of(results, target.index)) {
            auto rows =
                table_of({results, metrics, *baseline, target.kind()},
                         contests_of(results, series, *baseline, target.index), GroupLosses(series, target));
            std::move(rows.begin(), rows.end(), std::back_inserter(table));
        }
    }
    return table;
}

std::vector<ComparisonRow> headline_rows(const std::vector<ComparisonRow>& table, std::size_t target,
                                         std::size_t size) {
    std::vector<ComparisonRow> rows;
    std::copy_if(table.begin(), table.end(), std::back_inserter(rows), [&](const ComparisonRow& row) {
        return row.key.target == target && row.key.size == size && is_headline(row.metric);
    });
    return rows;
}

const ComparisonRow* find_comparison(const std::vector<ComparisonRow>& table, const SeriesKey& key,
                                     ErrorMetric metric) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const ComparisonRow& row) {
        return row.key == key && row.metric == metric;
    });
    return found == table.end() ? nullptr : &*found;
}

} // namespace sinter::report
