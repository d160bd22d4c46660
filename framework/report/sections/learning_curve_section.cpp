// SPDX-License-Identifier: Apache-2.0
#include "framework/report/sections/learning_curve_section.hpp"

#include "framework/report/sections/heads.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace sinter::report {

namespace {

using CurveRows = std::vector<const LearningCurveRow*>;

/// How many sizes a line of 80 columns holds beside the name.
constexpr std::size_t most_sizes = 6;

std::string interval(const LearningCurveRow& row, int decimals) {
    return std::isnan(row.lower) ? std::string("-")
                                 : fixed(row.lower, decimals) + " to " + fixed(row.upper, decimals);
}

ReportTable full_table(const Subject& subject, const CurveRows& rows) {
    const int decimals = error_decimals(rows);
    ReportTable table{"By number of training labels",
                      {{"strategy", Align::left},
                       {"groups", Align::right, "share of the training groups"},
                       {"labels", Align::right, "training labels, mean over the folds"},
                       {metric_title(subject, subject.metric())},
                       {"95 % interval", Align::right, "over the folds, corrected for the rows they share"},
                       {"± folds", Align::right, "standard deviation over folds"},
                       {"ratio (95 %)", Align::right, "to the baseline at the same size"},
                       {"labels saved (95 %)", Align::right,
                        "how many times as many labels the baseline would need to be as good"}}};
    for (const auto* row : rows) {
        table.rows.push_back({{subject.name_of(row->key.strategy),
                               Cell(fraction_of(subject.scored.results, row->key), Form::fine_percent),
                               Cell(row->n_training, Form::fixed, 0), Cell(row->error, Form::fixed, decimals),
                               interval(*row, decimals), Cell(row->spread_folds, Form::fixed, decimals),
                               ratio_in_words(row->ratio), saved_in_words(row->saved)},
                              Seen::on_page});
    }
    return table;
}

ReportTable short_table(const Subject& subject, const CurveRows& rows) {
    const int decimals = error_decimals(rows);
    auto sizes = sizes_of(subject.scored.series, subject.target.index);
    sizes.erase(sizes.begin(), sizes.end() - static_cast<std::ptrdiff_t>(std::min(sizes.size(), most_sizes)));
    ReportTable table{metric_title(subject, subject.metric()) + " by share of the training groups",
                      {{"strategy", Align::left}}};
    for (const std::size_t size : sizes) {
        table.columns.push_back({fine_percent(subject.scored.results.fractions[size])});
    }
    table.note =
        "Intervals, ratios, and how many labels a strategy saves, are on the page and in learning_curve.csv.";
    std::map<std::size_t, std::map<std::size_t, double>> errors; // by strategy and size
    for (const auto* row : rows) {
        errors[row->key.strategy][row->key.size] = row->error;
    }
    for (const auto& [strategy, by_size] : errors) {
        TableRow row{{subject.name_of(strategy)}, Seen::in_terminal};
        for (const std::size_t size : sizes) {
            const auto found = by_size.find(size);
            row.cells.push_back(found == by_size.end() ? Cell("-")
                                                       : Cell(found->second, Form::fixed, decimals));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

Section learning_curve_section(const Subject& subject) {
    if (sizes_of(subject.scored.series, subject.target.index).size() < 2) {
        return {};
    }
    const auto rows = curve_rows(subject);
    Section section{"Learning curve"};
    section.tables = {full_table(subject, rows), short_table(subject, rows)};
    section.fine_print = fmt::format(
        "Intervals are of the {} over folds, at 95 % and corrected for the rows that folds share (Nadeau and Bengio "
        "2003). Folds are paired: strategies can differ significantly though their intervals overlap; the ratio tells. "
        "Labels saved: the factor by which the baseline needs more labels to be as good, from its own curve; “>” if "
        "it is not reached with all labels, “<” if even the fewest give as good a baseline. The interval is by "
        "bootstrap over what is held out together.",
        title_of(subject.metric()));
    return section;
}

} // namespace sinter::report
