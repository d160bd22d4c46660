// SPDX-License-Identifier: Apache-2.0
#include "framework/report/sections/comparison_section.hpp"

#include "framework/report/sections/heads.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <cmath>

namespace sinter::report {

namespace {

std::string by_material(const ComparisonRow& row, int decimals) {
    const auto& by_group = row.by_group;
    if (std::isnan(by_group.difference)) {
        return {};
    }
    const auto difference = fixed(by_group.difference, decimals);
    return std::isnan(by_group.lower)
               ? difference
               : fmt::format("{} ({} to {})", difference, fixed(by_group.lower, decimals),
                             fixed(by_group.upper, decimals));
}

Cell verdict_cell(const ComparisonRow& row) {
    Cell cell(verdict_in_words(row));
    cell.css = evaluation::name_of(row.verdict);
    if (is_negative_transfer(row)) {
        cell.marks.emplace_back("negative transfer");
    }
    return cell;
}

Cell name_cell(const Subject& subject, const ComparisonRow& row) {
    Cell cell(subject.name_of(row.key.strategy));
    if (row.kind != ComparisonKind::other) {
        cell.marks.emplace_back(name_of(row.kind));
    }
    return cell;
}

ReportTable empty_table(const Subject& subject, std::size_t baseline) {
    const auto difference =
        fmt::format("by material: difference of {} (95 %)", metric_title(subject, subject.metric()));
    return {size_in_words(subject) + ": against the baseline " + subject.name_of(baseline),
            {{"strategy", Align::left},
             {"metric", Align::left},
             {"ratio (95 %)", Align::right, "geometric mean over folds; below 1 is better"},
             {"p", Align::right, "two-sided, of a ratio of 1", Seen::on_page},
             {"p (Holm)", Align::right,
              "adjusted for the number of strategies; the primary strategy is tested by itself"},
             {"verdict", Align::left, "from p (Holm) at 5 %"},
             {"does no harm?", Align::left,
              "is the whole interval of the ratio at most " + fixed(harmless_ratio, 2) + "?", Seen::on_page},
             {difference, Align::right, "bootstrap over what is held out together", Seen::on_page},
             {"Wilcoxon p (Holm)", Align::right,
              "signed ranks of the differences by material; every material counts once", Seen::on_page}}};
}

constexpr const char* note =
    "Ratio: the strategy's error over the baseline's, paired fold by fold, with the corrected resampled t interval of "
    "Nadeau and Bengio (2003); below 1 is better. p is adjusted after Holm; a primary strategy is tested by itself. All "
    "of it, for every size, is in significance.csv.";

std::string fine_print() {
    return "The verdict is at 5 %: the strategy that was named beforehand (primary) is tested by itself, the others after "
           "Holm over their number, placebos likewise among themselves; negative transfer is a strategy with sources that "
           "is significantly worse than a baseline without. “Not significant” does not show that there is no difference; "
           "“does no harm” is shown if the whole interval is at most " +
           harmless_margin() +
           " above 1. By material: paired bootstrap and Wilcoxon's signed ranks over the groups that are held out "
           "together, for the fitted models at hand.";
}

} // namespace

Section comparison_section(const Subject& subject) {
    const int decimals = error_decimals(rows_at_size(subject));
    Section section{"Did transfer help?"};
    for (const auto& row : subject.scored.comparisons) {
        if (!subject.has(row.key)) {
            continue;
        }
        if (section.tables.empty()) {
            section.tables.push_back(empty_table(subject, row.baseline));
        }
        section.tables.front().rows.push_back(
            {{name_cell(subject, row), title_of(row.metric), ratio_in_words(row.ratio),
              Cell(row.ratio.p, Form::p_value), Cell(row.p_holm, Form::p_value), verdict_cell(row),
              harmless_in_words(row), by_material(row, decimals),
              is_headline(row.metric) ? Cell(row.wilcoxon_p_holm, Form::p_value) : Cell()}});
    }
    if (!section.tables.empty()) {
        section.note = note;
        section.fine_print = fine_print();
    }
    return section;
}

} // namespace sinter::report
