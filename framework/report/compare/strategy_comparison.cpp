// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/strategy_comparison.hpp"

#include "framework/report/text/number_format.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <cmath>
#include <iterator>
#include <set>
#include <utility>

namespace sinter::report {

namespace {

/// Every strategy at one place.
std::vector<StrategyComparisonRow> rows_at(const std::vector<RunPredictions>& runs,
                                           const RunStrategy& reference, const Folds& folds,
                                           const Place& place) {
    std::vector<StrategyComparisonRow> rows;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        for (const auto& strategy : runs[run].order) {
            StrategyComparisonRow row{
                place, {run, strategy}, pair_folds(folds, runs[run].units.at(strategy), place)};
            if (row.who == reference) {
                row.paired.ratio = {};
            }
            if (row.paired.folds > 0 || row.paired.other_folds > 0) {
                rows.push_back(std::move(row));
            }
        }
    }
    return rows;
}

void adjust(std::vector<StrategyComparisonRow>& rows) {
    std::vector<double> p_values;
    for (const auto& row : rows) {
        p_values.push_back(row.paired.ratio.p);
    }
    const auto adjusted = evaluation::holm(p_values);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].p_holm = adjusted[i];
    }
}

std::string table_of(const std::vector<StrategyComparisonRow>& rows, const Place& place,
                     const RunStrategy& reference, bool several_runs) {
    const auto name_of = [&](const RunStrategy& who) {
        return several_runs ? fmt::format("{}:{}", who.run + 1, printable(who.strategy))
                            : printable(who.strategy);
    };
    TextTable table({"strategy", "loss", "folds", "ratio to " + name_of(reference), "p (Holm)"});
    for (const auto& row : rows) {
        if (row.place == place) {
            const bool compared = !std::isnan(row.paired.ratio.ratio);
            table.add({name_of(row.who), short_number(row.paired.mean_loss), folds_in_words(row.paired),
                       compared ? ratio_in_words(row.paired.ratio) : "-", p_value(row.p_holm)});
        }
    }
    return table.str(0);
}

/// Losses over different folds are not to be compared with each other; the ratios are, fold by fold.
std::string note_on_folds(const std::vector<StrategyComparisonRow>& rows, const Place& place) {
    std::set<std::int64_t> counts;
    for (const auto& row : rows) {
        if (row.place == place) {
            counts.insert(row.paired.folds);
        }
    }
    return counts.size() > 1
               ? "The losses stand over different numbers of folds: compare the ratios, not the losses.\n"
               : "";
}

} // namespace

std::vector<StrategyComparisonRow> compare_strategies(const std::vector<RunPredictions>& runs,
                                                      const RunStrategy& reference) {
    std::vector<StrategyComparisonRow> all;
    const RunPredictions& run = runs[reference.run];
    const auto folds = run.units.find(reference.strategy);
    if (folds == run.units.end()) {
        return all;
    }
    for (const Place& place : places_of(run)) {
        auto rows = rows_at(runs, reference, folds->second, place);
        adjust(rows);
        std::move(rows.begin(), rows.end(), std::back_inserter(all));
    }
    return all;
}

std::string strategy_comparison_text(const std::vector<RunPredictions>& runs, const RunStrategy& reference,
                                     const std::vector<StrategyComparisonRow>& rows) {
    std::string text;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        text += fmt::format("run {}  {}\n", run + 1, printable(runs[run].name));
    }
    const StrategyComparisonRow* before = nullptr;
    for (const auto& row : rows) {
        if (before == nullptr || !(before->place == row.place)) {
            text += fmt::format(
                "\n{}, share {} of the training groups: mean loss (absolute error, or wrong class)\n",
                printable(row.place.target), row.place.fraction);
            text += table_of(rows, row.place, reference, runs.size() > 1);
            text += note_on_folds(rows, row.place);
        }
        before = &row;
    }
    return text;
}

} // namespace sinter::report
