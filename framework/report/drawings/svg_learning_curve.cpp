// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_learning_curve.hpp"

#include "framework/report/drawings/svg_line_plot.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sinter::report {

namespace {

std::string hover_text(const LearningCurveRow& row, const Target& target) {
    auto text = fmt::format("{}, {} training labels: {} {}", row.strategy, fixed(row.n_training, 0),
                            title_of(row.metric), error_in_words(row.error, row.metric, target));
    if (!std::isnan(row.lower)) {
        text += fmt::format(" ({} to {})", short_number(row.lower), short_number(row.upper));
    }
    if (!std::isnan(row.ratio.ratio)) {
        text += fmt::format(", {} times the baseline's", ratio_in_words(row.ratio));
    }
    return text;
}

std::vector<Line> lines_of(const ScoredStudy& scored, const Target& target) {
    std::vector<Line> lines;
    const auto& strategies = scored.results.strategies;
    for (std::size_t position = 0; position < strategies.size(); ++position) {
        Line line{strategies[position].name, position, {}};
        for (const auto& row : scored.learning_curve) {
            if (row.strategy == line.name && row.target == target.name && is_headline(row.metric) &&
                row.n_training > 0) {
                line.points.push_back(
                    {row.n_training, row.error, row.lower, row.upper, hover_text(row, target)});
            }
        }
        if (!line.points.empty()) {
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

/// Of the sizes, with a margin by factors.
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

/// Of the errors and their bands; a band counts as far as twice the largest error.
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

std::string svg_learning_curve(const ScoredStudy& scored, const Target& target) {
    const auto lines = lines_of(scored, target);
    if (lines.empty() || fractions_of(scored.results, target.name).size() < 2) {
        return {};
    }
    const auto metric = headline_of(target.kind());
    const auto error = has_unit(metric) ? with_unit(std::string(title_of(metric)), target.unit)
                                        : std::string(title_of(metric));
    return svg_line_plot(
        {fmt::format("Learning curves: {} of {} against the number of training labels; the same "
                     "numbers are in the table",
                     title_of(metric), target.name),
         sizes_of(lines), errors_of(lines, error), Guide::none, lines});
}

} // namespace sinter::report
