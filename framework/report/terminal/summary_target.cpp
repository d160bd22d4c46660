// SPDX-License-Identifier: Apache-2.0
#include "framework/report/terminal/summary_target.hpp"

#include "framework/report/scores/series.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/derived_words.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace sinter::report {
namespace {

using CurveRows = std::vector<const LearningCurveRow*>;

/// Of the headline metric; by strategy and size.
CurveRows curve_of(const ScoredStudy& scored, const Target& target) {
    CurveRows rows;
    for (const auto& row : scored.learning_curve) {
        if (row.target == target.name && row.metric == headline_of(target.kind())) {
            rows.push_back(&row);
        }
    }
    return rows;
}

CurveRows at(const CurveRows& rows, double fraction) {
    CurveRows some;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(some),
                 [&](const auto* row) { return row->fraction == fraction; });
    return some;
}

int decimals_of(const CurveRows& rows) {
    std::vector<double> errors;
    for (const auto* row : rows) {
        errors.push_back(row->error);
    }
    return decimals_for(errors);
}

std::string with_spread(const LearningCurveRow& row, int decimals) {
    const auto error = fixed(row.error, decimals);
    return std::isnan(row.spread_folds) ? error : error + " ± " + fixed(row.spread_folds, decimals);
}

std::string number_table(const ScoredStudy& scored, const CurveRows& rows) {
    const int decimals = decimals_of(rows);
    TextTable table({"strategy", "MAE ± folds", "RMSE", "NDME", "R2", "in 95 %"});
    for (const auto* row : rows) {
        const auto& m = *headline(scored.metrics, row->strategy, row->target, row->fraction);
        table.add({printable(row->strategy), with_spread(*row, decimals), fixed(m.regression.rmse, decimals),
                   fixed(m.regression.ndme, 2), fixed(m.regression.r2, 2),
                   percent(m.uncertainty.coverage_95)});
    }
    return table.str(2) +
           wrapped("± is the standard deviation over folds, not the uncertainty of the mean. NDME: 1 is "
                   "no better than the training mean. in 95 %: share of labels inside the 95 % interval.",
                   2);
}

std::string class_table(const ScoredStudy& scored, const CurveRows& rows) {
    const int decimals = decimals_of(rows);
    TextTable table({"strategy", "Brier ± folds", "log loss", "accuracy", "F1", "macro F1"});
    for (const auto* row : rows) {
        const auto& m = headline(scored.metrics, row->strategy, row->target, row->fraction)->classification;
        table.add({printable(row->strategy), with_spread(*row, decimals), fixed(m.log_loss, decimals),
                   percent(m.accuracy), fixed(m.f1, 2), fixed(m.macro_f1, 2)});
    }
    return table.str(2) +
           wrapped("Brier score: squared distance of the shares from the truth, 0 to 2. ± is the standard "
                   "deviation over folds, not the uncertainty of the mean.",
                   2);
}

std::string metrics_section(const ScoredStudy& scored, const Target& target, const CurveRows& rows) {
    const auto title = wrapped(printable("Errors for " + with_unit(target)), 0);
    return title +
           (target.kind() == TargetKind::classes ? class_table(scored, rows) : number_table(scored, rows)) +
           "\n";
}

/// "[0.87, 0.98]"; empty where it isn't known.
std::string bracketed(double lower, double upper, int decimals) {
    return std::isnan(lower) ? "" : "[" + fixed(lower, decimals) + ", " + fixed(upper, decimals) + "]";
}

std::vector<std::string> cells_of(const ComparisonRow& row, int decimals) {
    const auto& ratio = row.ratio;
    const int ratio_decimals = ratio.upper - ratio.lower < 0.02 ? 3 : 2;
    return {printable(row.strategy),
            fixed(ratio.ratio, ratio_decimals) + " " + bracketed(ratio.lower, ratio.upper, ratio_decimals),
            p_value(row.p_holm), row.verdict == evaluation::Verdict::worse ? "worse" : verdict_in_words(row),
            bracketed(row.by_group.lower, row.by_group.upper, decimals)};
}

std::string comparison_section(const ScoredStudy& scored, const Target& target, double fraction) {
    const auto rows = headline_rows(scored.comparisons, target.name, fraction);
    std::vector<double> ends;
    for (const auto& row : rows) {
        ends.insert(ends.end(), {row.by_group.lower, row.by_group.upper});
    }
    if (rows.empty()) {
        return {};
    }
    const auto metric = std::string(title_of(rows.front().metric));
    const auto column = target.kind() == TargetKind::classes ? std::string("Brier") : metric;
    TextTable table({"strategy", column + " ratio [95 %]", "p", "verdict", "by material"});
    for (const auto& row : rows) {
        table.add(cells_of(row, std::min(3, decimals_for(ends))));
    }
    return wrapped(printable("Against the baseline " + rows.front().baseline), 0) + table.str(2) +
           wrapped(fmt::format(
                       "Ratio below 1: lower error than the baseline; corrected resampled t interval over "
                       "folds; p after Holm, of the primary strategy by itself. By material: difference in "
                       "{} with its 95 % interval, bootstrap over what is held out together.",
                       metric),
                   2) +
           "\n";
}

/// How many sizes a line of 80 columns holds beside the name.
constexpr std::size_t most_sizes = 6;

std::string learning_curve_section(const CurveRows& rows, const std::vector<double>& fractions,
                                   const Target& target) {
    if (fractions.size() < 2) {
        return {};
    }
    const auto first = fractions.size() - std::min(fractions.size(), most_sizes);
    const std::vector<double> shown(fractions.begin() + static_cast<std::ptrdiff_t>(first), fractions.end());
    std::vector<std::string> header{"strategy"};
    for (const double fraction : shown) {
        header.push_back(fine_percent(fraction));
    }
    TextTable table(header);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0 && rows[i]->strategy == rows[i - 1]->strategy) {
            continue;
        }
        std::vector<std::string> cells{printable(rows[i]->strategy)};
        for (const double fraction : shown) {
            const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto* row) {
                return row->strategy == rows[i]->strategy && row->fraction == fraction;
            });
            cells.push_back(found == rows.end() ? "-" : fixed((*found)->error, decimals_of(rows)));
        }
        table.add(cells);
    }
    return wrapped(fmt::format("{} by share of the training groups", title_of(headline_of(target.kind()))),
                   0) +
           table.str(2) + wrapped("Intervals and labels saved are in learning_curve.csv.", 2) + "\n";
}

using DerivedRows = std::vector<const DerivedRow*>;

std::string number_table(const DerivedRows& rows) {
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

std::string class_table(const DerivedRows& rows) {
    TextTable table({"strategy", "law", "log loss"});
    for (const auto* row : rows) {
        table.add({printable(row->strategy), law_in_words(*row), fixed(row->joint.log_loss, 3)});
        table.add({"", "independent", fixed(row->independent.log_loss, 3)});
    }
    return table.str(2);
}

} // namespace

std::string summary_of_target(const ScoredStudy& scored, const Target& target) {
    const auto fractions = fractions_of(scored.results, target.name);
    if (fractions.empty()) {
        return {};
    }
    const auto curve = curve_of(scored, target);
    return metrics_section(scored, target, at(curve, fractions.back())) + summary_of_derived(scored, target) +
           comparison_section(scored, target, fractions.back()) +
           learning_curve_section(curve, fractions, target);
}

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
