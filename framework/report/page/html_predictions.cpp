// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_predictions.hpp"

#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/report/drawings/svg_calibration_plot.hpp"
#include "framework/report/drawings/svg_parity_plot.hpp"
#include "framework/report/page/html_section.hpp"
#include "framework/report/scores/class_shares.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace sinter::report {

namespace {

/// A table with more columns than this can't be read.
constexpr std::size_t most_classes = 20;

/// The page holds no more than these: each weighs up to 100 kB.
constexpr std::size_t most_parity_plots = 60;

std::string parity_figure(const StrategyParity& plot) {
    const auto part = plot.selected
                          ? std::string(": the largest errors and a regular selection of the others")
                          : std::string();
    return fmt::format(
        "<figure>\n{}<figcaption><strong>{}</strong>, {} held-out rows{}</figcaption>\n</figure>\n", plot.svg,
        html_escape(plot.strategy), plot.rows, part);
}

std::string parity_section(const Subject& subject, int level) {
    const auto plots = parity_plots(subject);
    if (plots.empty()) {
        return {};
    }
    auto html =
        heading("Predicted against measured", level) +
        html_note(
            "Held-out rows of the first repeat. On the dashed line the prediction is right. Point at a dot for "
            "its material.") +
        "<div class=\"plots\">\n";
    const auto most = std::max<std::size_t>(1, most_parity_plots / subject.scored.results.targets.size());
    for (std::size_t i = 0; i < std::min(most, plots.size()); ++i) {
        html += parity_figure(plots[i]);
    }
    html += "</div>\n";
    return plots.size() <= most
               ? html
               : html +
                     html_note(fmt::format("{} more strategies are drawn in figures/.", plots.size() - most));
}

std::vector<const study::TrialResult*> trials_of_first_repeat(const Series& series) {
    auto trials = series.trials;
    std::erase_if(trials,
                  [&](const auto* trial) { return trial->key.repeat != series.trials.front()->key.repeat; });
    return trials;
}

ReportTable confusion_table(const Subject& subject, const Series& series) {
    const auto& classes = subject.target.classes;
    const auto trials = trials_of_first_repeat(series);
    const auto pool = class_shares(trials, classes.size());
    const auto counts = evaluation::confusion_matrix(
        pool.labels, evaluation::most_likely_classes(pool.shares), static_cast<std::int64_t>(classes.size()));
    ReportTable table{subject.name_of(series.key.strategy) +
                          ": rows by measured class, and the class they were predicted as",
                      {{"measured", Align::left}}};
    for (const auto& name : classes) {
        table.columns.push_back({"as " + name});
    }
    table.columns.push_back({"right", Align::right, "share of the class that was predicted right"});
    for (std::size_t i = 0; i < classes.size(); ++i) {
        TableRow row{{classes[i]}};
        double rows = 0;
        for (std::size_t j = 0; j < classes.size(); ++j) {
            const auto count = counts[i * classes.size() + j];
            rows += static_cast<double>(count);
            row.cells.emplace_back(count);
            row.cells.back().css = i == j ? "hit" : "";
        }
        row.cells.emplace_back(static_cast<double>(counts[i * classes.size() + i]) / rows, Form::percent);
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string confusion_section(const Subject& subject, int level) {
    if (subject.target.classes.size() > most_classes) {
        return {};
    }
    Section section{"Predicted against measured"};
    for (const auto& series : subject.scored.series) {
        if (subject.has(series.key)) {
            section.tables.push_back(confusion_table(subject, series));
        }
    }
    if (section.tables.empty()) {
        return {};
    }
    section.paragraphs.emplace_back("Held-out rows of the first repeat.");
    return html_of(section, level);
}

} // namespace

std::string html_predictions(const Subject& subject, int level) {
    return subject.target.kind() == TargetKind::classes ? confusion_section(subject, level)
                                                        : parity_section(subject, level);
}

std::string html_calibration(const Subject& subject, int level) {
    const auto svg = svg_calibration_plot(subject);
    if (svg.empty()) {
        return {};
    }
    const auto* note =
        subject.target.kind() == TargetKind::classes
            ? "The predicted class was as often right as its share says where the line is on the dashed one; below it "
              "the shares are too sure. Held-out rows of all folds and repeats. Every class is in reliability.csv."
            : "Share of labels inside the interval of each level. Below the dashed line sigma is too small, above it "
              "too large. How wide the intervals are is the sharpness above. Held-out rows of all folds and repeats; "
              "the numbers, for all sizes, are in calibration.csv.";
    return heading("Calibration", level) + svg + html_note(note);
}

} // namespace sinter::report
