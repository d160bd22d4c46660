// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_ratio_plot.hpp"

#include "framework/report/drawings/svg_axis.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace sinter::report {

namespace {

constexpr double ratio_width = 760;
constexpr double ratio_left = 210;
constexpr double ratio_right = 740;
constexpr double line_height = 26;
constexpr std::size_t ratio_longest_name = 28;

bool drawable(const ComparisonRow& row) {
    return std::isfinite(row.ratio.lower) && std::isfinite(row.ratio.upper) && row.ratio.lower > 0;
}

/// The axis is that of the logarithm; it is wide enough for 1 and for the ratios, and for intervals as far as a factor of 4 beyond.
Axis axis_for(const std::vector<ComparisonRow>& rows) {
    double low = -0.05;
    double high = 0.05;
    double farthest = 0;
    for (const auto& row : rows) {
        farthest = std::max(farthest, std::abs(std::log(row.ratio.ratio)));
        low = std::min(low, std::log(row.ratio.lower));
        high = std::max(high, std::log(row.ratio.upper));
    }
    const double most = farthest + std::log(4.0);
    const double margin = 0.04 * (std::min(high, most) - std::max(low, -most));
    return {std::max(low, -most) - margin, std::min(high, most) + margin, ratio_left, ratio_right};
}

/// Round ratios that stand far enough apart on the axis to be read.
std::vector<double> ratio_ticks(const Axis& axis) {
    const double range = axis.high - axis.low;
    if (range < 0.7) {
        return ticks(std::exp(axis.low), std::exp(axis.high), 7);
    }
    std::vector<double> values = range < 2
                                     ? std::vector{0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0}
                                     : std::vector{0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0};
    std::erase_if(values, [&](double v) { return std::log(v) < axis.low || std::log(v) > axis.high; });
    return values;
}

std::string scale(const Axis& axis, double bottom, std::string_view metric) {
    std::string svg;
    const auto values = ratio_ticks(axis);
    const bool even = axis.high - axis.low < 0.7;
    for (const double value : values) {
        const auto x = coordinate(axis.place(std::log(value)));
        svg += fmt::format("<path class=\"grid\" d=\"M{} 4V{}\"/>\n", x, bottom);
        svg += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", x, bottom + 16,
                           even ? tick_label(value, values) : shortest(value));
    }
    svg += fmt::format("<path class=\"ideal\" d=\"M{} 4V{}\"/>\n", coordinate(axis.place(0)), bottom);
    svg += fmt::format(
        "<text x=\"{0}\" y=\"{1}\" text-anchor=\"middle\">{2} / {2} of the baseline: left of 1 is better</text>\n",
        (ratio_left + ratio_right) / 2, bottom + 34, metric);
    return svg;
}

std::string full_verdict(const ComparisonRow& row) {
    return verdict_in_words(row) + (is_negative_transfer(row) ? " (negative transfer)" : "");
}

std::string line(const ComparisonRow& row, const std::string& strategy, const Axis& axis, double y) {
    const auto css = evaluation::name_of(row.verdict);
    const auto inside = [&](double ratio) {
        return coordinate(axis.place(std::clamp(std::log(ratio), axis.low, axis.high)));
    };
    return fmt::format(
        "<g><title>{0}: {1}, {2}</title>\n<text x=\"{3}\" y=\"{4}\" text-anchor=\"end\" "
        "dominant-baseline=\"middle\">{5}</text>\n<path class=\"interval {6}\" d=\"M{7} {4}H{8}\"/>\n"
        "<circle class=\"centre {6}\" cx=\"{9}\" cy=\"{4}\" r=\"5\"/></g>\n",
        html_escape(strategy), html_escape(ratio_in_words(row.ratio)), html_escape(full_verdict(row)),
        ratio_left - 14, y, html_escape(shortened(strategy, ratio_longest_name)), css,
        inside(row.ratio.lower), inside(row.ratio.upper), inside(row.ratio.ratio));
}

} // namespace

std::string svg_ratio_plot(const Subject& subject) {
    auto drawn = headline_rows(subject.scored.comparisons, subject.target.index, subject.size);
    std::erase_if(drawn, [](const ComparisonRow& row) { return !drawable(row); });
    if (drawn.empty()) {
        return {};
    }
    const auto axis = axis_for(drawn);
    const double bottom = 8 + line_height * static_cast<double>(drawn.size());
    auto svg = fmt::format(
        "<svg class=\"ratios\" role=\"img\" viewBox=\"0 0 {} {}\" aria-label=\"Ratio of the {} to the "
        "baseline's, with 95 % intervals; the same numbers are in the table\">\n",
        ratio_width, bottom + 42, title_of(drawn.front().metric));
    svg += scale(axis, bottom, title_of(drawn.front().metric));
    double y = 4 + line_height / 2;
    for (const auto& row : drawn) {
        svg += line(row, subject.name_of(row.key.strategy), axis, y);
        y += line_height;
    }
    return svg + "</svg>\n";
}

} // namespace sinter::report
