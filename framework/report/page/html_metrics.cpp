// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_metrics.hpp"

#include "framework/report/page/html_table.hpp"
#include "framework/report/text/number_format.hpp"

#include <algorithm>

namespace sinter::report {

namespace {

using Align = HtmlTable::Align;
using CurveRows = std::vector<const LearningCurveRow*>;

const MetricsRow& metrics_of(const Part& part, const LearningCurveRow& row) {
    return *headline(part.scored.metrics, row.strategy, row.target, row.fraction);
}

std::string number_table(const Part& part, const CurveRows& rows) {
    const int decimals = error_decimals(rows);
    HtmlTable table(
        size_in_words(part) + ": errors, pooled over the folds of a repeat, mean of repeats",
        {{"strategy", Align::left},
         {metric_title(part, ErrorMetric::mae), Align::right, "mean absolute error"},
         {"± folds", Align::right, "standard deviation of the MAE over folds"},
         {metric_title(part, ErrorMetric::rmse), Align::right, "root mean squared error"},
         {"NDME", Align::right, "RMSE over the RMSE of the training mean; 1 is no better than the mean"},
         {"R²", Align::right},
         {"Spearman", Align::right, "rank correlation"},
         {with_unit("bias", part.target.unit), Align::right, "mean of predicted - measured"},
         {"training rows", Align::right, "mean over folds"},
         {"test rows", Align::right, "of a repeat"}});
    for (const auto* row : rows) {
        const auto& metrics = metrics_of(part, *row);
        const auto& m = metrics.regression;
        table.add({marked_name(part.scored, row->strategy), fixed(m.mae, decimals),
                   fixed(row->spread_folds, decimals), fixed(m.rmse, decimals), fixed(m.ndme, 2),
                   fixed(m.r2, 2), fixed(m.spearman, 2), fixed(m.bias, decimals),
                   fixed(metrics.n_training, 0), fixed(metrics.n_test, 0)});
    }
    return table.str() + "<p class=\"note\">± folds is how much folds differ, not how uncertain the mean is. "
                         "NDME is the RMSE "
                         "over that of predicting the training mean: 1 has learned nothing more.</p>\n";
}

std::string class_table(const Part& part, const CurveRows& rows) {
    const int decimals = error_decimals(rows);
    HtmlTable table(size_in_words(part) + ": errors, pooled over the folds of a repeat, mean of repeats",
                    {{"strategy", Align::left},
                     {"Brier score", Align::right, "squared distance of the shares from the truth, 0 to 2"},
                     {"± folds", Align::right, "standard deviation of the Brier score over folds"},
                     {"log loss", Align::right, "mean of -log(share of the right class)"},
                     {"accuracy", Align::right, "share of rows whose predicted class is right"},
                     {"balanced", Align::right, "mean over the classes of the share that is right"},
                     {"F1", Align::right, "mean over the classes, weighted by how often they occur"},
                     {"macro F1", Align::right, "plain mean over the classes"},
                     {"calibration error", Align::right,
                      "mean distance of predicted share and share that was right, in ten bins; ideal 0"},
                     {"training rows", Align::right, "mean over folds"},
                     {"test rows", Align::right, "of a repeat"}});
    for (const auto* row : rows) {
        const auto& metrics = metrics_of(part, *row);
        const auto& m = metrics.classification;
        table.add({marked_name(part.scored, row->strategy), fixed(m.brier, decimals),
                   fixed(row->spread_folds, decimals), fixed(m.log_loss, decimals), percent(m.accuracy),
                   percent(m.balanced_accuracy), fixed(m.f1, 2), fixed(m.macro_f1, 2),
                   fixed(metrics.calibration_error, 3), fixed(metrics.n_training, 0),
                   fixed(metrics.n_test, 0)});
    }
    return table.str() +
           "<p class=\"note\">± folds is how much folds differ, not how uncertain the mean is.</p>\n";
}

std::string uncertainty_table(const Part& part, const CurveRows& rows) {
    if (std::all_of(rows.begin(), rows.end(),
                    [&](const auto* row) { return metrics_of(part, *row).n_sigma == 0; })) {
        return "<p class=\"note\">No strategy gives an uncertainty.</p>\n";
    }
    const int decimals = error_decimals(rows);
    const auto& unit = part.target.unit;
    HtmlTable table(
        size_in_words(part) + ": predicted uncertainty of a measurement",
        {{"strategy", Align::left},
         {"|e| < σ", Align::right, "share of errors below sigma; ideal 68 %"},
         {"in 68 %", Align::right, "share of labels inside the 68 % interval"},
         {"in 90 %", Align::right},
         {"in 95 %", Align::right},
         {with_unit("width 95 %", unit), Align::right, "mean width of the 95 % interval"},
         {with_unit("sharpness", unit), Align::right, "root mean square of sigma; smaller is sharper"},
         {"RMS e/σ", Align::right, "standard error; ideal 1, above it sigma is too small"},
         {"NLL", Align::right, "negative log likelihood, normal law"},
         {with_unit("CRPS", unit), Align::right, "continuous ranked probability score"},
         {"miscal. area", Align::right, "miscalibration area; ideal 0"},
         {"corr. |e|, σ", Align::right, "do larger sigmas go with larger errors?"}});
    for (const auto* row : rows) {
        const auto& m = metrics_of(part, *row).uncertainty;
        table.add({marked_name(part.scored, row->strategy), percent(m.standard_confidence),
                   percent(m.coverage_68), percent(m.coverage_90), percent(m.coverage_95),
                   fixed(m.width_95, decimals), fixed(m.sharpness, decimals), fixed(m.standard_error, 2),
                   fixed(m.nll, 2), fixed(m.crps, decimals), fixed(m.miscalibration_area, 3),
                   fixed(m.error_correlation, 2)});
    }
    return table.str() +
           "<p class=\"note\">σ is the predicted standard deviation of a measurement; intervals are "
           "mean ± z σ.</p>\n";
}

} // namespace

std::string html_metrics(const Part& part) {
    const auto rows = full_size_rows(part);
    if (rows.empty()) {
        return {};
    }
    const bool classes = part.target.kind() == TargetKind::classes;
    return heading(part, classes ? "Errors" : "Errors and uncertainty") +
           (classes ? class_table(part, rows) : number_table(part, rows) + uncertainty_table(part, rows)) +
           "<p class=\"note\">All metrics, for every fold and size, are in metrics.csv.</p>\n";
}

} // namespace sinter::report
