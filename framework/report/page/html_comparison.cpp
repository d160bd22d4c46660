// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_comparison.hpp"

#include "framework/report/drawings/svg_ratio_plot.hpp"
#include "framework/report/page/html_table.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <cmath>

namespace sinter::report {

namespace {

using Align = HtmlTable::Align;

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

HtmlTable empty_table(const Part& part, const std::string& baseline) {
    const auto difference =
        fmt::format("by material: difference of {} (95 %)", metric_title(part, part.metric()));
    return {size_in_words(part) + ": against the baseline " + baseline,
            {{"strategy", Align::left},
             {"metric", Align::left},
             {"ratio (95 %)", Align::right, "geometric mean over folds; below 1 is better"},
             {"p", Align::right, "two-sided, of a ratio of 1"},
             {"p (Holm)", Align::right,
              "adjusted for the number of strategies; the primary strategy is tested by itself"},
             {"verdict", Align::left, "from p (Holm) at 5 %"},
             {"does no harm?", Align::left,
              "is the whole interval of the ratio at most " + fixed(harmless_ratio, 2) + "?"},
             {difference, Align::right, "bootstrap over what is held out together"},
             {"Wilcoxon p (Holm)", Align::right,
              "signed ranks of the differences by material; every material counts once"}}};
}

std::string named(const ComparisonRow& row) {
    return row.kind == ComparisonKind::other ? row.strategy
                                             : fmt::format("{} ({})", row.strategy, name_of(row.kind));
}

std::string significance_table(const Part& part, const std::vector<ComparisonRow>& rows) {
    auto table = empty_table(part, rows.front().baseline);
    const int decimals = error_decimals(full_size_rows(part));
    for (const auto& row : rows) {
        table.add({html_escape(named(row)), std::string(title_of(row.metric)),
                   html_escape(ratio_in_words(row.ratio)), html_escape(p_value(row.ratio.p)),
                   html_escape(p_value(row.p_holm)),
                   fmt::format("<span class=\"{}\">{}</span>", evaluation::name_of(row.verdict),
                               html_escape(verdict_in_words(row))),
                   html_escape(harmless_in_words(row)), by_material(row, decimals),
                   is_headline(row.metric) ? html_escape(p_value(row.wilcoxon_p_holm)) : ""});
    }
    return table.str();
}

std::string explanation() {
    return "<p class=\"note\">Ratio: the strategy's error over the baseline's, paired fold by fold, with the "
           "corrected resampled t interval of Nadeau and Bengio (2003). The verdict is at 5 %: the strategy "
           "that was named beforehand (primary) is tested by itself, the others after Holm over their "
           "number, placebos likewise among themselves; negative transfer is a strategy with sources that is "
           "significantly worse than a baseline without. “Not significant” does not show that there is no "
           "difference; “does no harm” is shown where the whole interval is at most " +
           html_escape(harmless_margin()) +
           " above 1. By material: paired bootstrap and Wilcoxon's signed ranks over the groups that are "
           "held out together, for the fitted models at hand. All sizes are in significance.csv.</p>\n";
}

} // namespace

std::string html_comparison(const Part& part) {
    std::vector<ComparisonRow> rows;
    for (const auto& row : part.scored.comparisons) {
        if (row.target == part.target.name && row.fraction == part.fraction) {
            rows.push_back(row);
        }
    }
    if (rows.empty()) {
        return {};
    }
    return heading(part, "Did transfer help?") + significance_table(part, rows) +
           svg_ratio_plot(headline_rows(rows, part.target.name, part.fraction)) + explanation();
}

} // namespace sinter::report
