// SPDX-License-Identifier: Apache-2.0
#include "framework/report/findings.hpp"

#include "framework/report/number_format.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace sinter::report {

namespace {

using evaluation::Verdict;

/// Finished strategies on the study's target, lowest MAE first.
std::vector<const MetricsRow*> ranked(const ScoredStudy& scored, double fraction) {
    std::vector<const MetricsRow*> rows;
    for (const auto& strategy : scored.results.strategies) {
        const auto* row = headline(scored.metrics, strategy.name, fraction);
        if (row != nullptr && strategy.target == scored.results.target && !std::isnan(row->regression.mae)) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto* a, const auto* b) { return a->regression.mae < b->regression.mae; });
    return rows;
}

std::string with_unit(double value, const study::StudyResults& results) {
    return results.target_unit.empty() ? short_number(value)
                                       : short_number(value) + " " + results.target_unit;
}

std::string errors_of(const MetricsRow& row, const study::StudyResults& results) {
    return fmt::format("MAE {}, RMSE {}", with_unit(row.regression.mae, results),
                       with_unit(row.regression.rmse, results));
}

/// The ratio, its interval and whether that is significant.
std::string against_baseline(const ComparisonRow& row) {
    const auto ratio = fmt::format("Over the folds its MAE is {} times that of the baseline {}",
                                   ratio_in_words(row.ratio), row.baseline);
    if (std::isnan(row.p_holm)) {
        return ratio + "; with so few folds nothing can be said about significance.";
    }
    const auto p = row.p_holm < 0.001 ? std::string("p < 0.001") : "p = " + p_value(row.p_holm);
    return fmt::format("{}. The difference is {}significant ({}).", ratio,
                       row.verdict == Verdict::undecided ? "not " : "", p);
}

Finding best(const ScoredStudy& scored, const std::vector<const MetricsRow*>& rows, double fraction) {
    const auto& winner = *rows.front();
    auto text = fmt::format("{} has the lowest error of {} {}: {}.", winner.strategy, rows.size(),
                            rows.size() == 1 ? "strategy" : "strategies", errors_of(winner, scored.results));
    if (rows.size() == 1) {
        text = fmt::format("{}: {}.", winner.strategy, errors_of(winner, scored.results));
    }
    const auto* row = find(scored.comparisons, winner.strategy, fraction, ErrorMetric::mae);
    if (row != nullptr) {
        text += " " + against_baseline(*row);
    } else if (!scored.comparisons.empty()) {
        text += " It is the baseline: no transfer strategy has a lower error here.";
    }
    return {Tone::answer, text};
}

void add_primary(const ScoredStudy& scored, const std::vector<const MetricsRow*>& rows, double fraction,
                 std::vector<Finding>& all) {
    for (const auto& strategy : scored.results.strategies) {
        const auto* metrics = headline(scored.metrics, strategy.name, fraction);
        if (!strategy.primary || metrics == nullptr || strategy.name == rows.front()->strategy) {
            continue;
        }
        auto text = fmt::format("{}, named beforehand as the strategy that counts: {}.", strategy.name,
                                errors_of(*metrics, scored.results));
        if (const auto* row = find(scored.comparisons, strategy.name, fraction, ErrorMetric::mae)) {
            text += " " + against_baseline(*row);
        }
        all.push_back({Tone::answer, text});
    }
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    }
    return text;
}

void add_harm(const ScoredStudy& scored, double fraction, std::vector<Finding>& all) {
    std::vector<std::string> worse;
    bool tested = false;
    for (const auto& row : scored.comparisons) {
        if (row.fraction == fraction && row.metric == ErrorMetric::mae) {
            tested = tested || !std::isnan(row.p_holm);
            if (row.verdict == Verdict::worse) {
                worse.push_back(row.strategy);
            }
        }
    }
    if (!worse.empty()) {
        all.push_back(
            {Tone::harm, fmt::format("Negative transfer: {} {} significantly worse than the baseline.",
                                     joined(worse), worse.size() == 1 ? "is" : "are")});
    } else if (tested) {
        all.push_back({Tone::answer,
                       "No strategy is significantly worse than the baseline: no source is seen to hurt."});
    }
}

void add_transductive(const ScoredStudy& scored, std::vector<Finding>& all) {
    std::vector<std::string> names;
    for (const auto& strategy : scored.results.strategies) {
        if (strategy.transductive) {
            names.push_back(strategy.name);
        }
    }
    if (!names.empty()) {
        all.push_back(
            {Tone::caution, fmt::format("Transductive: the sources of {} keep rows of held-out materials. "
                                        "{} error holds only where the source label of a candidate is known.",
                                        joined(names), names.size() == 1 ? "Its" : "Their")});
    }
}

/// Units that are missing from the strategy with the fewest: the comparison then stands on fewer folds.
void add_missing(const ScoredStudy& scored, double fraction, std::vector<Finding>& all) {
    std::set<std::pair<int, int>> folds;
    for (const auto& unit : scored.results.units) {
        if (unit.fraction == fraction) {
            folds.emplace(unit.repeat, unit.fold);
        }
    }
    for (const auto& strategy : scored.results.strategies) {
        const auto finished =
            std::count_if(scored.results.units.begin(), scored.results.units.end(), [&](const auto& unit) {
                return unit.strategy == strategy.name && unit.fraction == fraction;
            });
        if (finished < static_cast<std::ptrdiff_t>(folds.size())) {
            all.push_back(
                {Tone::caution, fmt::format("{} finished {} of {} folds; its numbers are over those only.",
                                            strategy.name, finished, folds.size())});
        }
    }
}

} // namespace

std::vector<Finding> findings(const ScoredStudy& scored) {
    const double fraction = full_fraction(scored.results);
    const auto rows = ranked(scored, fraction);
    if (rows.empty()) {
        return {{Tone::caution, "No strategy has finished a fold, so there is nothing to report."}};
    }
    std::vector<Finding> all{best(scored, rows, fraction)};
    add_primary(scored, rows, fraction, all);
    if (scored.comparisons.empty() && rows.size() > 1) {
        all.push_back({Tone::caution, "No strategy is marked as the baseline, so nothing is compared."});
    }
    add_harm(scored, fraction, all);
    add_transductive(scored, all);
    add_missing(scored, fraction, all);
    return all;
}

std::string verdict_in_words(const ComparisonRow& row) {
    if (std::isnan(row.p_holm)) {
        return "not tested";
    }
    switch (row.verdict) {
    case Verdict::better:
        return "better";
    case Verdict::worse:
        return "worse (negative transfer)";
    case Verdict::undecided:
        break;
    }
    return "not significant";
}

std::string ratio_in_words(const evaluation::RatioInterval& ratio) {
    if (std::isnan(ratio.lower)) {
        return fixed(ratio.ratio, 2);
    }
    const auto decimals = ratio.upper - ratio.lower < 0.02 ? 3 : 2;
    return fmt::format("{} ({} to {})", fixed(ratio.ratio, decimals), fixed(ratio.lower, decimals),
                       fixed(ratio.upper, decimals));
}

} // namespace sinter::report
