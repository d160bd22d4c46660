// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/run_comparison.hpp"

#include "framework/report/scores/target.hpp"
#include "framework/report/terminal/text_section.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace sinter::report {

namespace {

/// The row, if the two have a fold in common.
std::optional<RunComparisonRow> row_of(const std::vector<RunScores>& runs, const RunStrategy& reference,
                                       const SeriesKey& key, const RunStrategy& who) {
    const RunScores& first = runs[reference.run];
    auto of_other = key_in(runs[who.run], first, key);
    if (!of_other) {
        return std::nullopt;
    }
    of_other->strategy = who.strategy;
    RunComparisonRow row{reference, key, who, pair_folds(first, key, runs[who.run], *of_other)};
    if (who == reference) {
        row.paired.ratio = {};
    }
    return row.paired.folds == 0 && row.paired.other_folds == 0 ? std::nullopt : std::optional(row);
}

void adjust(std::vector<RunComparisonRow>& rows) {
    std::vector<double> p_values;
    for (const auto& row : rows) {
        p_values.push_back(row.paired.same ? unknown : row.paired.ratio.p);
    }
    const auto adjusted = evaluation::holm(p_values);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].p_holm = adjusted[i];
    }
}

bool of_one_table(const RunComparisonRow& a, const RunComparisonRow& b) {
    return a.reference.run == b.reference.run && a.key.target == b.key.target && a.key.size == b.key.size;
}

/// What helps to read the table.
std::string note_of(const std::vector<RunComparisonRow>& rows, std::string_view metric) {
    std::set<std::int64_t> counts;
    std::size_t without = 0;
    for (const auto& row : rows) {
        counts.insert(row.paired.folds);
        without += row.paired.folds == 0 ? 1 : 0;
    }
    std::string note =
        "Ratio: the error over that of the reference, paired fold by fold, with the corrected resampled t "
        "interval; below 1 is better. p is adjusted after Holm for all that are compared with one "
        "reference, also for a primary strategy: the report of a run adjusts for fewer.";
    if (without > 0) {
        note +=
            " Some have no fold in common with the reference: their runs hold out other records, as with another seed.";
    } else if (counts.size() > 1) {
        note += fmt::format(" The {} stands over different numbers of folds: compare the ratios.", metric);
    }
    return note;
}

std::string ratio_of(const PairedFolds& paired) {
    return paired.same && !std::isnan(paired.ratio.ratio) ? "same predictions"
           : std::isnan(paired.ratio.ratio)               ? "-"
                                                          : ratio_in_words(paired.ratio);
}

/// The rows are of one table.
ReportTable table_of(const std::vector<RunScores>& runs, const std::vector<RunComparisonRow>& rows) {
    const auto& first = runs[rows.front().reference.run];
    const auto target = target_of(first.results, rows.front().key.target);
    const auto metric = headline_of(target.kind());
    const auto title = has_unit(metric) ? with_unit(std::string(title_of(metric)), target.unit)
                                        : std::string(title_of(metric));
    std::set<RunStrategy> references;
    for (const auto& row : rows) {
        references.insert(row.reference);
    }
    const auto& one = *references.begin();
    const auto& name = runs[one.run].results.strategies[one.strategy].name;
    const auto reference = references.size() > 1 ? fmt::format("run {}", one.run + 1)
                           : runs.size() > 1     ? fmt::format("{} of run {}", name, one.run + 1)
                                                 : name;
    ReportTable table{fmt::format("{}, {} of the training groups", target.name,
                                  fine_percent(fraction_of(first.results, rows.front().key))),
                      {{"strategy", Align::left},
                       {"run", Align::left},
                       {title},
                       {"folds"},
                       {"ratio to " + reference},
                       {"p (Holm)"}}};
    for (const auto& row : rows) {
        table.rows.push_back(
            {{runs[row.who.run].results.strategies[row.who.strategy].name, std::to_string(row.who.run + 1),
              Cell(row.paired.loss, Form::short_number), folds_in_words(row.paired), ratio_of(row.paired),
              Cell(row.p_holm, Form::p_value)}});
    }
    table.note = note_of(rows, title_of(metric));
    return table;
}

} // namespace

std::vector<RunComparisonRow> compare_runs(const std::vector<RunScores>& runs) {
    std::vector<RunComparisonRow> rows;
    const RunScores& first = runs.front();
    for (std::size_t target = 0; target < first.results.targets.size(); ++target) {
        for (const std::size_t size : sizes_of(first.series, target)) {
            for (std::size_t strategy = 0; strategy < first.results.strategies.size(); ++strategy) {
                std::vector<RunComparisonRow> same;
                for (std::size_t run = 0; run < runs.size(); ++run) {
                    const auto own = strategy_named(runs[run], first.results.strategies[strategy].name);
                    auto row = own ? row_of(runs, {0, strategy}, {target, strategy, size}, {run, *own})
                                   : std::nullopt;
                    if (row) {
                        same.push_back(std::move(*row));
                    }
                }
                adjust(same);
                std::move(same.begin(), same.end(), std::back_inserter(rows));
            }
        }
    }
    return rows;
}

std::vector<RunComparisonRow> compare_strategies(const std::vector<RunScores>& runs,
                                                 const RunStrategy& reference) {
    std::vector<RunComparisonRow> all;
    const RunScores& first = runs[reference.run];
    for (std::size_t target = 0; target < first.results.targets.size(); ++target) {
        for (const std::size_t size : sizes_of(first.series, target)) {
            std::vector<RunComparisonRow> rows;
            for (std::size_t run = 0; run < runs.size(); ++run) {
                for (std::size_t strategy = 0; strategy < runs[run].results.strategies.size(); ++strategy) {
                    if (auto row =
                            row_of(runs, reference, {target, reference.strategy, size}, {run, strategy})) {
                        rows.push_back(std::move(*row));
                    }
                }
            }
            adjust(rows);
            std::move(rows.begin(), rows.end(), std::back_inserter(all));
        }
    }
    return all;
}

std::string run_comparison_text(const std::vector<RunScores>& runs,
                                const std::vector<RunComparisonRow>& rows) {
    std::string text;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        text += fmt::format("run {}  {}\n", run + 1, printable(runs[run].name));
    }
    for (auto first = rows.begin(); first != rows.end();) {
        auto last = first;
        while (last != rows.end() && of_one_table(*first, *last)) {
            ++last;
        }
        text += "\n" + text_of(table_of(runs, {first, last}));
        first = last;
    }
    return text;
}

} // namespace sinter::report
