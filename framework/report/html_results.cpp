// SPDX-License-Identifier: Apache-2.0
#include "framework/report/html_results.hpp"

#include "framework/report/findings.hpp"
#include "framework/report/html_escape.hpp"
#include "framework/report/html_table.hpp"
#include "framework/report/number_format.hpp"
#include "framework/report/ordered_units.hpp"
#include "framework/report/svg_parity_plot.hpp"
#include "framework/report/svg_ratio_plot.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace sinter::report {

namespace {

using Align = HtmlTable::Align;

std::string unit_suffix(const study::StudyResults& results) {
    return results.target_unit.empty() ? "" : " (" + results.target_unit + ")";
}

std::string marked_name(const study::StrategySummary& strategy) {
    auto html = html_escape(strategy.name);
    for (const auto& [is, mark] :
         {std::pair(strategy.baseline, "baseline"), std::pair(strategy.primary, "primary"),
          std::pair(strategy.transductive, "transductive")}) {
        if (is) {
            html += std::string(" <span class=\"mark\">") + mark + "</span>";
        }
    }
    return html;
}

std::vector<const MetricsRow*> means_at(const ScoredStudy& scored, double fraction) {
    std::vector<const MetricsRow*> rows;
    for (const auto& strategy : scored.results.strategies) {
        if (const auto* row = headline(scored.metrics, strategy.name, fraction)) {
            rows.push_back(row);
        }
    }
    return rows;
}

int error_decimals(const std::vector<const MetricsRow*>& rows) {
    std::vector<double> errors;
    for (const auto* row : rows) {
        errors.push_back(row->regression.mae);
    }
    return decimals_for(errors);
}

const study::StrategySummary& summary_of(const study::StudyResults& results, const std::string& name) {
    return *std::find_if(results.strategies.begin(), results.strategies.end(),
                         [&](const auto& strategy) { return strategy.name == name; });
}

std::string size_caption(const ScoredStudy& scored, double fraction) {
    return fractions_of(scored.results).size() > 1
               ? fmt::format("With {} of the training groups", percent(fraction))
               : std::string("All training groups");
}

std::string error_table(const ScoredStudy& scored, double fraction) {
    const auto rows = means_at(scored, fraction);
    const int decimals = error_decimals(rows);
    const auto unit = unit_suffix(scored.results);
    HtmlTable table(
        size_caption(scored, fraction) + ": errors, pooled over the folds of a repeat, mean of repeats",
        {{"strategy", Align::left},
         {"MAE" + unit, Align::right, "mean absolute error"},
         {"± folds", Align::right, "standard deviation of the MAE over folds"},
         {"RMSE" + unit, Align::right, "root mean squared error"},
         {"NDME", Align::right, "RMSE over the RMSE of the training mean; 1 is no better than the mean"},
         {"R²", Align::right},
         {"Spearman", Align::right, "rank correlation"},
         {"bias" + unit, Align::right, "mean of predicted - measured"},
         {"training rows", Align::right, "mean over folds"},
         {"test rows", Align::right, "of a repeat"}});
    for (const auto* row : rows) {
        const auto& m = row->regression;
        table.add({marked_name(summary_of(scored.results, row->strategy)), fixed(m.mae, decimals),
                   fixed(fold_spread_of_mae(scored.metrics, row->strategy, fraction), decimals),
                   fixed(m.rmse, decimals), fixed(m.ndme, 2), fixed(m.r2, 2), fixed(m.spearman, 2),
                   fixed(m.bias, decimals), fixed(row->n_training, 0), fixed(row->n_test, 0)});
    }
    return table.str();
}

std::string uncertainty_table(const ScoredStudy& scored, double fraction) {
    const auto rows = means_at(scored, fraction);
    if (std::all_of(rows.begin(), rows.end(), [](const auto* row) { return row->n_sigma == 0; })) {
        return "<p class=\"note\">No strategy gives an uncertainty.</p>\n";
    }
    const int decimals = error_decimals(rows);
    const auto unit = unit_suffix(scored.results);
    HtmlTable table(size_caption(scored, fraction) + ": predicted uncertainty of a measurement",
                    {{"strategy", Align::left},
                     {"|e| < σ", Align::right, "share of errors below sigma; ideal 68 %"},
                     {"in 68 %", Align::right, "share of labels inside the 68 % interval"},
                     {"in 90 %", Align::right},
                     {"in 95 %", Align::right},
                     {"width 95 %" + unit, Align::right, "mean width of the 95 % interval"},
                     {"RMS e/σ", Align::right, "standard error; ideal 1, above it sigma is too small"},
                     {"NLL", Align::right, "negative log likelihood, normal law"},
                     {"CRPS" + unit, Align::right, "continuous ranked probability score"},
                     {"miscal. area", Align::right, "miscalibration area; ideal 0"},
                     {"corr. |e|, σ", Align::right, "do larger sigmas go with larger errors?"}});
    for (const auto* row : rows) {
        const auto& m = row->uncertainty;
        table.add({html_escape(row->strategy), percent(m.standard_confidence), percent(m.coverage_68),
                   percent(m.coverage_90), percent(m.coverage_95), fixed(m.width_95, decimals),
                   fixed(m.standard_error, 2), fixed(m.nll, 2), fixed(m.crps, decimals),
                   fixed(m.miscalibration_area, 3), fixed(m.error_correlation, 2)});
    }
    return table.str();
}

std::vector<ComparisonRow> compared_at(const ScoredStudy& scored, double fraction) {
    std::vector<ComparisonRow> rows;
    std::copy_if(scored.comparisons.begin(), scored.comparisons.end(), std::back_inserter(rows),
                 [&](const auto& row) { return row.fraction == fraction; });
    return rows;
}

std::string by_material(const ComparisonRow& row, int decimals) {
    if (row.metric != ErrorMetric::mae) {
        return "";
    }
    return fmt::format("{} ({} to {})", fixed(row.by_group.difference, decimals),
                       fixed(row.by_group.lower, decimals), fixed(row.by_group.upper, decimals));
}

std::string comparison_html_table(const ScoredStudy& scored, double fraction) {
    const auto rows = compared_at(scored, fraction);
    const int decimals = error_decimals(means_at(scored, fraction));
    HtmlTable table(size_caption(scored, fraction) + ": against the baseline " + rows.front().baseline,
                    {{"strategy", Align::left},
                     {"metric", Align::left},
                     {"ratio (95 %)", Align::right, "geometric mean over folds; below 1 is better"},
                     {"p", Align::right, "two-sided, of a ratio of 1"},
                     {"p (Holm)", Align::right, "adjusted for the number of strategies"},
                     {"verdict", Align::left},
                     {"by material: difference of MAE" + unit_suffix(scored.results) + " (95 %)",
                      Align::right, "bootstrap over what is held out together"}});
    for (const auto& row : rows) {
        table.add({html_escape(row.strategy), row.metric == ErrorMetric::mae ? "MAE" : "RMSE",
                   html_escape(ratio_in_words(row.ratio)), html_escape(p_value(row.ratio.p)),
                   html_escape(p_value(row.p_holm)),
                   fmt::format("<span class=\"{}\">{}</span>", evaluation::name_of(row.verdict),
                               html_escape(verdict_in_words(row))),
                   by_material(row, decimals)});
    }
    return table.str();
}

std::vector<const study::RowPrediction*> first_repeat(const study::StudyResults& results,
                                                      const std::string& strategy) {
    std::vector<const study::RowPrediction*> rows;
    for (const auto* unit : units_of(results, strategy, full_fraction(results))) {
        if (unit->repeat == 0) {
            for (const auto& row : unit->predictions) {
                rows.push_back(&row);
            }
        }
    }
    return rows;
}

std::string parity_figure(const ScoredStudy& scored, const study::StrategySummary& strategy,
                          const ParityRange& range) {
    const auto rows = first_repeat(scored.results, strategy.name);
    ParityOptions options;
    options.title = fmt::format("Predicted against measured {} by {}, {} held-out rows", strategy.target,
                                strategy.name, rows.size());
    options.unit = scored.results.target_unit;
    const auto part = rows.size() > options.most_points
                          ? fmt::format(": the {} largest errors and a regular selection of the others",
                                        options.most_points / 10)
                          : std::string();
    return fmt::format(
        "<figure>\n{}<figcaption><strong>{}</strong>, {} held-out rows{}</figcaption>\n</figure>\n",
        svg_parity_plot(rows, range, options), html_escape(strategy.name), rows.size(), part);
}

} // namespace

std::string html_metrics(const ScoredStudy& scored) {
    if (scored.metrics.empty()) {
        return {};
    }
    std::string html = "<h2>Errors and uncertainty</h2>\n";
    auto fractions = fractions_of(scored.results);
    std::reverse(fractions.begin(), fractions.end());
    for (const double fraction : fractions) {
        html += error_table(scored, fraction);
    }
    html += "<p class=\"note\">± folds is how much folds differ, not how uncertain the mean is. NDME is the "
            "RMSE over "
            "that of predicting the training mean: 1 has learned nothing more.</p>\n";
    html += uncertainty_table(scored, fractions.front());
    return html + "<p class=\"note\">σ is the predicted standard deviation of a measurement; intervals are "
                  "mean ± z σ. "
                  "All metrics, for every fold, are in metrics.csv.</p>\n";
}

std::string html_comparison(const ScoredStudy& scored) {
    if (scored.comparisons.empty()) {
        return {};
    }
    std::string html = "<h2>Did transfer help?</h2>\n";
    auto fractions = fractions_of(scored.results);
    std::reverse(fractions.begin(), fractions.end());
    for (const double fraction : fractions) {
        auto rows = compared_at(scored, fraction);
        if (rows.empty()) {
            continue;
        }
        html += comparison_html_table(scored, fraction);
        std::erase_if(rows, [](const auto& row) { return row.metric != ErrorMetric::mae; });
        html += svg_ratio_plot(rows);
    }
    return html +
           "<p class=\"note\">Ratio: the strategy's error over the baseline's, paired fold by fold, with the "
           "corrected resampled t interval of Nadeau and Bengio (2003). The verdict is Holm's at 5 %, over "
           "the "
           "strategies. “Not significant” does not show that there is no difference. By material: paired "
           "bootstrap over the groups that are held out together, for the fitted models at hand.</p>\n";
}

std::string html_parity_plots(const ScoredStudy& scored) {
    std::vector<const study::RowPrediction*> all;
    for (const auto& strategy : scored.results.strategies) {
        const auto rows = first_repeat(scored.results, strategy.name);
        all.insert(all.end(), rows.begin(), rows.end());
    }
    if (all.empty()) {
        return {};
    }
    const auto range = parity_range(all);
    std::string html =
        "<h2>Predicted against measured</h2>\n<p class=\"note\">Held-out rows of the first repeat. On "
        "the dashed line the prediction is right. Point at a dot for its material.</p>\n"
        "<div class=\"plots\">\n";
    for (const auto& strategy : scored.results.strategies) {
        if (!first_repeat(scored.results, strategy.name).empty()) {
            html += parity_figure(scored, strategy, range);
        }
    }
    return html + "</div>\n";
}

} // namespace sinter::report
