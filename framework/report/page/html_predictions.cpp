// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_predictions.hpp"

#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/report/drawings/svg_calibration_plot.hpp"
#include "framework/report/drawings/svg_parity_plot.hpp"
#include "framework/report/page/html_table.hpp"
#include "framework/report/scores/class_shares.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace sinter::report {

namespace {

using Align = HtmlTable::Align;

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

std::string parity_section(const Part& part) {
    const auto plots = parity_plots(part.scored, part.target);
    if (plots.empty()) {
        return {};
    }
    auto html =
        heading(part, "Predicted against measured") +
        "<p class=\"note\">Held-out rows of the first repeat. On the dashed line the prediction is right. "
        "Point at a dot for its material.</p>\n<div class=\"plots\">\n";
    const auto most = std::max<std::size_t>(1, most_parity_plots / targets_of(part.scored.results).size());
    for (std::size_t i = 0; i < std::min(most, plots.size()); ++i) {
        html += parity_figure(plots[i]);
    }
    html += "</div>\n";
    return plots.size() <= most
               ? html
               : html + fmt::format("<p class=\"note\">{} more strategies are drawn in figures/.</p>\n",
                                    plots.size() - most);
}

std::vector<const study::UnitResult*> units_of_first_repeat(const Series& series) {
    auto units = series.units;
    std::erase_if(units, [&](const auto* unit) { return unit->repeat != series.units.front()->repeat; });
    return units;
}

std::string confusion_table(const Part& part, const Series& series) {
    const auto& classes = part.target.classes;
    const auto units = units_of_first_repeat(series);
    const auto pool = class_shares(units, classes.size());
    const auto counts = evaluation::confusion_matrix(
        pool.labels, evaluation::most_likely_classes(pool.shares), static_cast<std::int64_t>(classes.size()));
    std::vector<HtmlTable::Column> columns{{"measured", Align::left}};
    for (const auto& name : classes) {
        columns.push_back({"as " + name});
    }
    columns.push_back({"right", Align::right, "share of the class that was predicted right"});
    HtmlTable table(series.strategy + ": rows by measured class, and the class they were predicted as",
                    columns);
    for (std::size_t i = 0; i < classes.size(); ++i) {
        std::vector<std::string> cells{html_escape(classes[i])};
        double rows = 0;
        for (std::size_t j = 0; j < classes.size(); ++j) {
            const auto count = counts[i * classes.size() + j];
            rows += static_cast<double>(count);
            cells.push_back(i == j ? fmt::format("<strong>{}</strong>", count) : std::to_string(count));
        }
        cells.push_back(percent(static_cast<double>(counts[i * classes.size() + i]) / rows));
        table.add(cells);
    }
    return table.str();
}

std::string confusion_section(const Part& part) {
    std::string html;
    for (const auto& series : series_of(part.scored.results)) {
        if (series.target == part.target.name && series.fraction == part.fraction) {
            html +=
                part.target.classes.size() <= most_classes ? confusion_table(part, series) : std::string();
        }
    }
    if (html.empty()) {
        return html;
    }
    return heading(part, "Predicted against measured") +
           "<p class=\"note\">Held-out rows of the first repeat.</p>\n" + html;
}

} // namespace

std::string html_predictions(const Part& part) {
    return part.target.kind() == TargetKind::classes ? confusion_section(part) : parity_section(part);
}

std::string html_calibration(const Part& part) {
    const auto svg = svg_calibration_plot(part.scored, part.target);
    if (svg.empty()) {
        return {};
    }
    const auto note = part.target.kind() == TargetKind::classes
                          ? "The predicted class was as often right as its share says where the line is on "
                            "the dashed one; below it the shares are too sure. Held-out rows of all folds "
                            "and repeats. Every class is in reliability.csv."
                          : "Share of labels inside the interval of each level. Below the "
                            "dashed line sigma is too small, above it too large. How wide the "
                            "intervals are is the sharpness above. Held-out rows of all folds "
                            "and repeats; the numbers, for all sizes, are in calibration.csv.";
    return heading(part, "Calibration") + svg + "<p class=\"note\">" + note + "</p>\n";
}

} // namespace sinter::report
