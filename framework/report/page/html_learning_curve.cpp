// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_learning_curve.hpp"

#include "framework/report/drawings/svg_learning_curve.hpp"
#include "framework/report/page/html_table.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <cmath>

namespace sinter::report {

namespace {

using Align = HtmlTable::Align;

std::string interval(const LearningCurveRow& row, int decimals) {
    return std::isnan(row.lower) ? std::string("-")
                                 : fixed(row.lower, decimals) + " to " + fixed(row.upper, decimals);
}

std::string curve_table(const Part& part) {
    const auto rows = curve_rows(part);
    const int decimals = error_decimals(rows);
    HtmlTable table("By number of training labels",
                    {{"strategy", Align::left},
                     {"groups", Align::right, "share of the training groups"},
                     {"labels", Align::right, "training labels, mean over the folds"},
                     {metric_title(part, part.metric()), Align::right},
                     {"95 % interval", Align::right, "over the folds, corrected for the rows they share"},
                     {"± folds", Align::right, "standard deviation over folds"},
                     {"ratio (95 %)", Align::right, "to the baseline at the same size"},
                     {"labels saved (95 %)", Align::right,
                      "how many times as many labels the baseline would need to be as good"}});
    for (const auto* row : rows) {
        table.add({html_escape(row->strategy), fine_percent(row->fraction), fixed(row->n_training, 0),
                   fixed(row->error, decimals), interval(*row, decimals), fixed(row->spread_folds, decimals),
                   html_escape(ratio_in_words(row->ratio)), html_escape(saved_in_words(row->saved))});
    }
    return table.str();
}

std::string explanation(const Part& part) {
    return fmt::format(
        "<p class=\"note\">Bands are 95 % intervals of the {} over folds, corrected for the rows that folds "
        "share (Nadeau and Bengio 2003). Folds are paired: strategies can differ significantly though their "
        "bands overlap; the ratio tells. Labels saved: the factor by which the baseline needs more labels to "
        "be as good, from its own curve; “>” where it is not reached with all labels, “&lt;” where even the "
        "fewest give as good a baseline. The interval is by bootstrap over what is held out together.</p>\n",
        title_of(part.metric()));
}

} // namespace

std::string html_learning_curve(const Part& part) {
    const auto svg = svg_learning_curve(part.scored, part.target);
    return svg.empty() ? svg : heading(part, "Learning curve") + svg + curve_table(part) + explanation(part);
}

} // namespace sinter::report
