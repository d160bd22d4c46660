// SPDX-License-Identifier: Apache-2.0
#include "framework/report/terminal/summary_derived.hpp"

#include "framework/report/scores/series.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/derived_words.hpp"

#include <algorithm>

namespace sinter::report {

namespace {

using Rows = std::vector<const DerivedRow*>;

std::string number_table(const Rows& rows) {
    std::vector<double> widths;
    for (const auto* row : rows) {
        widths.insert(widths.end(), {row->joint.width_68, row->independent.width_68});
    }
    const int decimals = decimals_for(widths);
    TextTable table({"strategy", "law", "NLL", "in 68 %", "in 90 %", "width 68 %", "width 90 %"});
    const auto add = [&](const std::string& name, const std::string& law, const LawScore& score) {
        table.add({printable(name), law, fixed(score.nll, 3), percent(score.coverage_68),
                   percent(score.coverage_90), fixed(score.width_68, decimals),
                   fixed(score.width_90, decimals)});
    };
    for (const auto* row : rows) {
        add(row->strategy, law_in_words(*row), row->joint);
        add("", "independent", row->independent);
    }
    return table.str(2);
}

std::string class_table(const Rows& rows) {
    TextTable table({"strategy", "law", "log loss"});
    for (const auto* row : rows) {
        table.add({printable(row->strategy), law_in_words(*row), fixed(row->joint.log_loss, 3)});
        table.add({"", "independent", fixed(row->independent.log_loss, 3)});
    }
    return table.str(2);
}

} // namespace

std::string summary_of_derived(const ScoredStudy& scored, const Target& target) {
    const auto* summary = scored.results.derived_of(target.name);
    const auto rows = derived_rows(scored.derived, target.name, full_fraction(scored.results, target.name));
    if (summary == nullptr || rows.empty()) {
        return {};
    }
    auto text = "Joint law against independence\n" + wrapped(printable(derived_in_words(*summary)), 2);
    text += target.kind() == TargetKind::number ? number_table(rows) : class_table(rows);
    for (const auto* row : rows) {
        text += wrapped(printable(gain_in_words(*row, target.kind())), 2);
    }
    return text +
           wrapped("Below 0 the joint law is better. Corrected resampled t interval over folds; "
                   "bootstrap over what is held out together.",
                   2) +
           "\n";
}

} // namespace sinter::report
