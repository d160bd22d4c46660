// SPDX-License-Identifier: Apache-2.0
#include "framework/report/sections/derived_section.hpp"

#include "framework/report/sections/heads.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/derived_words.hpp"

#include <utility>

namespace sinter::report {

namespace {

using Rows = std::vector<const DerivedRow*>;

int width_decimals(const Rows& rows) {
    std::vector<double> widths;
    for (const auto* row : rows) {
        widths.insert(widths.end(), {row->joint.width_68, row->independent.width_68});
    }
    return decimals_for(widths);
}

std::vector<Column> columns_of(const Target& target) {
    std::vector<Column> columns{{"strategy", Align::left},
                                {"law", Align::left, "how the errors of the labels vary together"}};
    if (target.kind() == TargetKind::classes) {
        columns.push_back({"log loss", Align::right, "mean of -log(share of the right class)"});
        return columns;
    }
    columns.insert(columns.end(),
                   {{"NLL", Align::right, "negative log likelihood; smaller is better"},
                    {"in 68 %", Align::right, "share of measured values inside the 68 % interval"},
                    {"in 90 %", Align::right, "share of measured values inside the 90 % interval"},
                    {with_unit("width 68 %", target.unit), Align::right, "mean width of the 68 % interval"},
                    {with_unit("width 90 %", target.unit), Align::right, "mean width of the 90 % interval"}});
    return columns;
}

TableRow row_of(Cell name, const std::string& law, const LawScore& score, TargetKind kind, int decimals) {
    TableRow row{{std::move(name), law}};
    if (kind == TargetKind::classes) {
        row.cells.emplace_back(score.log_loss, Form::fixed, 3);
        return row;
    }
    row.cells.insert(row.cells.end(),
                     {Cell(score.nll, Form::fixed, 3), Cell(score.coverage_68, Form::percent),
                      Cell(score.coverage_90, Form::percent), Cell(score.width_68, Form::fixed, decimals),
                      Cell(score.width_90, Form::fixed, decimals)});
    return row;
}

} // namespace

Section derived_section(const Subject& subject) {
    const auto& target = subject.target;
    const auto* summary = subject.scored.results.derived_of(target.name);
    const auto rows = derived_rows(subject.scored.derived, target.index, subject.size);
    if (summary == nullptr || rows.empty()) {
        return {};
    }
    Section section{"Joint law against independence", {derived_in_words(*summary)}};
    ReportTable table{size_in_words(subject) + ": the same marginals under two laws", columns_of(target)};
    const int decimals = width_decimals(rows);
    for (const auto* row : rows) {
        const auto name = strategy_cell(subject.scored, row->key.strategy);
        table.rows.push_back(row_of(name, law_in_words(*row), row->joint, target.kind(), decimals));
        table.rows.push_back(row_of(name, "independent", row->independent, target.kind(), decimals));
        section.items.push_back(gain_in_words(*row, subject.name_of(row->key.strategy), target.kind()));
    }
    section.tables.push_back(std::move(table));
    section.note =
        "Below 0 the joint law is better. Intervals of 95 %: corrected resampled t over folds; bootstrap "
        "over what is held out together. All sizes are in derived.csv.";
    return section;
}

} // namespace sinter::report
