// SPDX-License-Identifier: Apache-2.0
#include "framework/report/sections/errors_section.hpp"

#include "framework/report/sections/heads.hpp"

#include <algorithm>

namespace sinter::report {

namespace {

using CurveRows = std::vector<const LearningCurveRow*>;

const MetricsRow& metrics_of(const Subject& subject, const LearningCurveRow& row) {
    return *subject.metrics_of(row.key.strategy);
}

Cell fixed_cell(double value, int decimals) { return {value, Form::fixed, decimals}; }
Cell share_cell(double value) { return {value, Form::percent}; }

ReportTable number_table(const Subject& subject, const CurveRows& rows) {
    const int decimals = error_decimals(rows);
    const auto& unit = subject.target.unit;
    ReportTable table{
        size_in_words(subject) + ": pooled over the folds of a repeat, mean of repeats",
        {{"strategy", Align::left},
         {metric_title(subject, ErrorMetric::mae), Align::right, "mean absolute error"},
         {"± folds", Align::right, "standard deviation of the MAE over folds"},
         {metric_title(subject, ErrorMetric::rmse), Align::right, "root mean squared error"},
         {"NDME", Align::right, "RMSE over the RMSE of the training mean; 1 is no better than the mean"},
         {"R²"},
         {"in 95 %", Align::right, "", Seen::in_terminal},
         {"Spearman", Align::right, "rank correlation", Seen::on_page},
         {with_unit("bias", unit), Align::right, "mean of predicted - measured", Seen::on_page},
         {"training rows", Align::right, "mean over folds", Seen::on_page},
         {"test rows", Align::right, "of a repeat", Seen::on_page}}};
    for (const auto* row : rows) {
        const auto& metrics = metrics_of(subject, *row);
        const auto& m = metrics.regression;
        table.rows.push_back(
            {{strategy_cell(subject.scored, row->key.strategy), fixed_cell(m.mae, decimals),
              fixed_cell(row->spread_folds, decimals), fixed_cell(m.rmse, decimals), fixed_cell(m.ndme, 2),
              fixed_cell(m.r2, 2), share_cell(metrics.uncertainty.coverage_95), fixed_cell(m.spearman, 2),
              fixed_cell(m.bias, decimals), fixed_cell(metrics.n_training, 0),
              fixed_cell(metrics.n_test, 0)}});
    }
    table.note =
        "± folds is how much folds differ, not how uncertain the mean is. NDME is the RMSE over that of "
        "predicting the training mean: 1 has learned nothing more.";
    return table;
}

ReportTable class_table(const Subject& subject, const CurveRows& rows) {
    const int decimals = error_decimals(rows);
    ReportTable table{
        size_in_words(subject) + ": pooled over the folds of a repeat, mean of repeats",
        {{"strategy", Align::left},
         {"Brier score", Align::right, "squared distance of the shares from the truth, 0 to 2"},
         {"± folds", Align::right, "standard deviation of the Brier score over folds"},
         {"log loss", Align::right, "mean of -log(share of the right class)"},
         {"accuracy", Align::right, "share of rows whose predicted class is right"},
         {"balanced", Align::right, "mean over the classes of the share that is right", Seen::on_page},
         {"F1", Align::right, "mean over the classes, weighted by how often they occur"},
         {"macro F1", Align::right, "plain mean over the classes"},
         {"calibration error", Align::right,
          "mean distance of predicted share and share that was right, in ten bins; ideal 0", Seen::on_page},
         {"training rows", Align::right, "mean over folds", Seen::on_page},
         {"test rows", Align::right, "of a repeat", Seen::on_page}}};
    for (const auto* row : rows) {
        const auto& metrics = metrics_of(subject, *row);
        const auto& m = metrics.classification;
        table.rows.push_back(
            {{strategy_cell(subject.scored, row->key.strategy), fixed_cell(m.brier, decimals),
              fixed_cell(row->spread_folds, decimals), fixed_cell(m.log_loss, decimals),
              share_cell(m.accuracy), share_cell(m.balanced_accuracy), fixed_cell(m.f1, 2),
              fixed_cell(m.macro_f1, 2), fixed_cell(metrics.calibration_error, 3),
              fixed_cell(metrics.n_training, 0), fixed_cell(metrics.n_test, 0)}});
    }
    table.note =
        "Brier score: squared distance of the shares from the truth, 0 to 2. ± folds is how much folds "
        "differ, not how uncertain the mean is.";
    return table;
}

ReportTable uncertainty_table(const Subject& subject, const CurveRows& rows) {
    const int decimals = error_decimals(rows);
    const auto& unit = subject.target.unit;
    ReportTable table{
        size_in_words(subject) + ": predicted uncertainty of a measurement",
        {{"strategy", Align::left},
         {"|e| < σ", Align::right, "share of errors below sigma; ideal 68 %"},
         {"in 68 %", Align::right, "share of labels inside the 68 % interval"},
         {"in 90 %", Align::right, "share of labels inside the 90 % interval"},
         {"in 95 %", Align::right, "share of labels inside the 95 % interval"},
         {with_unit("width 95 %", unit), Align::right, "mean width of the 95 % interval"},
         {with_unit("sharpness", unit), Align::right, "root mean square of sigma; smaller is sharper"},
         {"RMS e/σ", Align::right, "standard error; ideal 1, above it sigma is too small"},
         {"NLL", Align::right, "negative log likelihood, normal law"},
         {with_unit("CRPS", unit), Align::right, "continuous ranked probability score"},
         {"miscal. area", Align::right, "miscalibration area; ideal 0"},
         {"corr. |e|, σ", Align::right, "do larger sigmas go with larger errors?"}}};
    for (const auto* row : rows) {
        const auto& m = metrics_of(subject, *row).uncertainty;
        table.rows.push_back(
            {{strategy_cell(subject.scored, row->key.strategy), share_cell(m.standard_confidence),
              share_cell(m.coverage_68), share_cell(m.coverage_90), share_cell(m.coverage_95),
              fixed_cell(m.width_95, decimals), fixed_cell(m.sharpness, decimals),
              fixed_cell(m.standard_error, 2), fixed_cell(m.nll, 2), fixed_cell(m.crps, decimals),
              fixed_cell(m.miscalibration_area, 3), fixed_cell(m.error_correlation, 2)},
             Seen::on_page});
    }
    table.note = "σ is the predicted standard deviation of a measurement; intervals are mean ± z σ.";
    return table;
}

bool has_uncertainty(const Subject& subject, const CurveRows& rows) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](const auto* row) { return metrics_of(subject, *row).n_sigma > 0; });
}

} // namespace

Section errors_section(const Subject& subject) {
    const auto rows = rows_at_size(subject);
    if (rows.empty()) {
        return {};
    }
    const bool classes = subject.target.kind() == TargetKind::classes;
    Section section{classes ? "Errors" : "Errors and uncertainty"};
    section.note = "All metrics, for every fold and size, are in metrics.csv.";
    if (classes) {
        section.tables.push_back(class_table(subject, rows));
        return section;
    }
    section.tables.push_back(number_table(subject, rows));
    if (has_uncertainty(subject, rows)) {
        section.tables.push_back(uncertainty_table(subject, rows));
    } else {
        section.note = "No strategy gives an uncertainty. " + section.note;
    }
    return section;
}

} // namespace sinter::report
