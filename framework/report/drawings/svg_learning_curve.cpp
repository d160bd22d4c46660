// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_learning_curve.hpp"

#include "framework/report/drawings/svg_line_plot.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sinter::report {

namespace {

std::string hover_text(const LearningCurveRow& row, const Subject& subject) {
    auto text = fmt::format("{}, {} training labels: {} {}", subject.name_of(row.key.strategy),
                            fixed(row.n_training, 0), title_of(row.metric),
                            error_in_words(row.error, row.metric, subject.target));
    if (!std::isnan(row.lower)) {
        text += fmt::format(" ({} to {})", short_number(row.lower), short_number(row.upper));
    }
    if (!std::isnan(row.ratio.ratio)) {
        text += fmt::format(", {} times the baseline's", ratio_in_words(row.ratio));
    }
    return text;
}

/// By strategy; the rows of one come together.
std::vector<Line> lines_of(const Subject& subject) {
    std::vector<Line> lines;
    for (const auto* row : curve_rows(subject)) {
        if (!(row->n_training > 0)) {
            continue;
        }
        const std::size_t strategy = row->key.strategy;
        if (lines.empty() || lines.back().position != strategy) {
            lines.push_back({subject.name_of(strategy), strategy, {}});
        }
        lines.back().points.push_back(
            {row->n_training, row->error, row->lower, row->upper, hover_text(*row, subject)});
    }
    return lines;
}

/// The range of the sizes, with a margin by factors.
PlotRange sizes_of(const std::vector<Line>& lines) {
    double low = INFINITY;
    double high = 0;
    for (const auto& line : lines) {
        for (const auto& point : line.points) {
            low = std::min(low, point.x);
            high = std::max(high, point.x);
        }
    }
    const double margin = std::max(1.02, std::pow(high / low, 0.05));
    return {Scale::logarithmic, low / margin, high * margin, "training labels (mean over the folds)"};
}

/// The range of the errors and their bands; a band counts as far as twice the largest error.
PlotRange errors_of(const std::vector<Line>& lines, const std::string& title) {
    double largest = 0;
    double low = INFINITY;
    double high = 0;
    for (const auto& line : lines) {
        for (const auto& point : line.points) {
            if (std::isfinite(point.y)) {
                largest = std::max(largest, point.y);
                low = std::min({low, point.y, std::isnan(point.lower) ? point.y : point.lower});
                high = std::max({high, point.y, std::isnan(point.upper) ? point.y : point.upper});
            }
        }
    }
    high = std::min(high, 2 * largest);
    if (!(high > low)) { // nothing known, or all equal
        return {Scale::linear, 0, largest > 0 ? 2 * largest : 1, title};
    }
    const double margin = 0.05 * (high - low);
    return {Scale::linear, std::max(0.0, low - margin), high + margin, title};
}

} // namespace

std::string svg_learning_curve(const Subject& subject) {
    const auto& target = subject.target;
    const auto lines = lines_of(subject);
    if (lines.empty() || sizes_of(subject.scored.series, target.index).size() < 2) {
        return {};
    }
    const auto metric = subject.metric();
    const auto error = has_unit(metric) ? with_unit(std::string(title_of(metric)), target.unit)
                                        : std::string(title_of(metric));
    return svg_line_plot(
        {fmt::format("Learning curves: {} of {} against the number of training labels; the same "
                     "numbers are in the table",
                     title_of(metric), target.name),
         sizes_of(lines), errors_of(lines, error), Guide::none, lines});
}

} // namespace sinter::report
