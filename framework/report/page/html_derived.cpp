// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_derived.hpp"

#include "framework/report/page/html_table.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/derived_words.hpp"

namespace sinter::report {

namespace {

using Align = HtmlTable::Align;
using Rows = std::vector<const DerivedRow*>;

std::string number_table(const Part& part, const Rows& rows) {
    std::vector<double> widths;
    for (const auto* row : rows) {
        widths.insert(widths.end(), {row->joint.width_68, row->independent.width_68});
    }
    const int decimals = decimals_for(widths);
    const auto& unit = part.target.unit;
    HtmlTable table(size_in_words(part) + ": the same marginals under two laws",
                    {{"strategy", Align::left},
                     {"law", Align::left, "how the errors of the labels vary together"},
                     {"NLL", Align::right, "negative log likelihood, normal law; smaller is better"},
                     {"in 68 %", Align::right, "share of measured values inside the 68 % interval"},
                     {"in 90 %", Align::right},
                     {with_unit("width 68 %", unit), Align::right, "mean width of the 68 % interval"},
                     {with_unit("width 90 %", unit), Align::right}});
    const auto add = [&](const std::string& name, const std::string& law, const LawScore& score) {
        table.add({name, html_escape(law), fixed(score.nll, 3), percent(score.coverage_68),
                   percent(score.coverage_90), fixed(score.width_68, decimals),
                   fixed(score.width_90, decimals)});
    };
    for (const auto* row : rows) {
        const auto name = marked_name(part.scored, row->strategy);
        add(name, law_in_words(*row), row->joint);
        add(name, "independent", row->independent);
    }
    return table.str();
}

std::string class_table(const Part& part, const Rows& rows) {
    HtmlTable table(size_in_words(part) + ": the same marginals under two laws",
                    {{"strategy", Align::left},
                     {"law", Align::left, "how the errors of the labels vary together"},
                     {"log loss", Align::right, "mean of -log(share of the right class)"}});
    for (const auto* row : rows) {
        const auto name = marked_name(part.scored, row->strategy);
        table.add({name, html_escape(law_in_words(*row)), fixed(row->joint.log_loss, 3)});
        table.add({name, "independent", fixed(row->independent.log_loss, 3)});
    }
    return table.str();
}

} // namespace

std::string html_derived(const Part& part) {
    const auto* summary = part.scored.results.derived_of(part.target.name);
    const auto rows = derived_rows(part.scored.derived, part.target.name, part.fraction);
    if (summary == nullptr || rows.empty()) {
        return {};
    }
    auto html = heading(part, "Joint law against independence") + "<p>" +
                html_escape(derived_in_words(*summary)) + "</p>\n";
    html += part.target.kind() == TargetKind::number ? number_table(part, rows) : class_table(part, rows);
    html += "<ul>\n";
    for (const auto* row : rows) {
        html += "<li>" + html_escape(gain_in_words(*row, part.target.kind())) + "</li>\n";
    }
    return html + "</ul>\n<p class=\"note\">Below 0 the joint law is better. "
                  "Intervals of 95 %: corrected resampled t over folds; bootstrap "
                  "over what is held out together. All sizes are in derived.csv.</p>\n";
}

} // namespace sinter::report
