// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_line_plot.hpp"

#include "framework/report/drawings/svg_axis.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/text_layout.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sinter::report {
namespace {

constexpr double curve_width = 760;
constexpr double curve_left = 64;
constexpr double curve_right = 540;
constexpr double curve_top = 10;
constexpr double legend_left = 562;
constexpr double legend_step = 22;
constexpr std::size_t curve_longest_name = 24;

/// Values to places; a logarithmic one by the logarithm.
struct Placer {
    Axis axis;
    Scale scale = Scale::linear;

    [[nodiscard]] double operator()(double value) const {
        const double v = scale == Scale::logarithmic ? std::log10(value) : value;
        return axis.place(std::clamp(v, axis.low, axis.high));
    }
};

Placer placer(const PlotRange& range, double from, double to) {
    return range.scale == Scale::logarithmic
               ? Placer{{std::log10(range.low), std::log10(range.high), from, to}, range.scale}
               : Placer{{range.low, range.high, from, to}, range.scale};
}

struct Tick {
    double value;
    std::string label;
};

std::vector<Tick> ticks_of(const PlotRange& range) {
    std::vector<Tick> all;
    if (range.scale == Scale::logarithmic) {
        for (const double value : log_ticks(range.low, range.high)) {
            all.push_back({value, fmt::format("{:.6g}", value)});
        }
        return all;
    }
    const auto values = ticks(range.low, range.high, 6);
    for (const double value : values) {
        all.push_back({value, tick_label(value, values)});
    }
    return all;
}

/// The drawing: where its bottom is, and how values get there.
struct Canvas {
    double bottom;
    Placer x;
    Placer y;
};

std::string frame(const LinePlot& plot, const Canvas& canvas) {
    std::string svg;
    for (const auto& tick : ticks_of(plot.x)) {
        const auto x = coordinate(canvas.x(tick.value));
        svg += fmt::format("<path class=\"grid\" d=\"M{} {}V{}\"/>\n<text x=\"{}\" y=\"{}\" "
                           "text-anchor=\"middle\">{}</text>\n",
                           x, curve_top, canvas.bottom, x, canvas.bottom + 18, tick.label);
    }
    for (const auto& tick : ticks_of(plot.y)) {
        const auto y = coordinate(canvas.y(tick.value));
        svg += fmt::format("<path class=\"grid\" d=\"M{} {}H{}\"/>\n<text x=\"{}\" y=\"{}\" "
                           "text-anchor=\"end\" dominant-baseline=\"middle\">{}</text>\n",
                           curve_left, y, curve_right, curve_left - 8, y, tick.label);
    }
    svg += fmt::format("<path class=\"axis\" d=\"M{0} {1}V{2}H{3}\"/>\n", curve_left, curve_top,
                       canvas.bottom, curve_right);
    if (plot.guide == Guide::diagonal) {
        svg += fmt::format("<path class=\"ideal\" d=\"M{} {}L{} {}\"/>\n", curve_left, canvas.bottom,
                           curve_right, curve_top);
    }
    return svg + fmt::format(
                     "<text x=\"{0}\" y=\"{1}\" text-anchor=\"middle\">{2}</text>\n"
                     "<text transform=\"translate(14 {3}) rotate(-90)\" text-anchor=\"middle\">{4}</text>\n",
                     (curve_left + curve_right) / 2, canvas.bottom + 40, html_escape(plot.x.title),
                     (curve_top + canvas.bottom) / 2, html_escape(plot.y.title));
}

std::string band(const Line& line, const Canvas& canvas) {
    std::string there;
    std::string back;
    for (const auto& point : line.points) {
        if (std::isfinite(point.lower) && std::isfinite(point.upper)) {
            const auto x = coordinate(canvas.x(point.x));
            there += fmt::format("{}{} {}", there.empty() ? "M" : "L", x, coordinate(canvas.y(point.upper)));
            back.insert(0, fmt::format("L{} {}", x, coordinate(canvas.y(point.lower))));
        }
    }
    return there.empty() ? there
                         : fmt::format("<path class=\"band\" fill=\"{}\" d=\"{}{}z\"/>\n",
                                       look_of(line.position).colour, there, back);
}

std::string stroke(const LineLook& look, const std::string& path) {
    const auto dashes =
        look.dashes.empty() ? std::string() : fmt::format(" stroke-dasharray=\"{}\"", look.dashes);
    return fmt::format("<path class=\"line\" stroke=\"{}\"{} d=\"{}\"/>\n", look.colour, dashes, path);
}

std::string marked_line(const Line& line, const Canvas& canvas) {
    const auto look = look_of(line.position);
    std::string path;
    std::string markers;
    for (const auto& point : line.points) {
        if (std::isfinite(point.y)) {
            const double x = canvas.x(point.x);
            const double y = canvas.y(point.y);
            path += (path.empty() ? "M" : "L") + coordinate(x) + " " + coordinate(y);
            markers += fmt::format("<path class=\"marker\" fill=\"{}\" d=\"{}\"><title>{}</title></path>\n",
                                   look.colour, marker_path(look.marker, x, y), html_escape(point.title));
        }
    }
    return path.empty() ? path : "<g>\n" + stroke(look, path) + markers + "</g>\n";
}

std::string legend(const std::vector<Line>& lines) {
    std::string svg;
    double y = curve_top + 12;
    for (const auto& line : lines) {
        const auto look = look_of(line.position);
        svg += fmt::format("<g><title>{}</title>\n", html_escape(line.name));
        svg += stroke(look, fmt::format("M{} {}h30", legend_left, y));
        svg += fmt::format("<path class=\"marker\" fill=\"{}\" d=\"{}\"/>\n<text x=\"{}\" y=\"{}\" "
                           "dominant-baseline=\"middle\">{}</text></g>\n",
                           look.colour, marker_path(look.marker, legend_left + 15, y), legend_left + 38, y,
                           html_escape(shortened(line.name, curve_longest_name)));
        y += legend_step;
    }
    return svg;
}

} // namespace

std::string svg_line_plot(const LinePlot& plot) {
    if (plot.lines.empty()) {
        return {};
    }
    const double bottom = std::max(340.0, curve_top + legend_step * static_cast<double>(plot.lines.size()));
    const Canvas canvas{bottom, placer(plot.x, curve_left, curve_right), placer(plot.y, bottom, curve_top)};
    auto svg = fmt::format("<svg class=\"lines\" role=\"img\" viewBox=\"0 0 {} {}\" aria-label=\"{}\">\n",
                           curve_width, bottom + 50, html_escape(plot.title));
    svg += frame(plot, canvas);
    for (const auto& line : plot.lines) {
        svg += band(line, canvas);
    }
    for (const auto& line : plot.lines) {
        svg += marked_line(line, canvas);
    }
    return svg + legend(plot.lines) + "</svg>\n";
}

LineLook look_of(std::size_t position) {
    constexpr std::array<std::string_view, 7> colours{"#000000", "#0072b2", "#d55e00", "#009e73",
                                                      "#e69f00", "#56b4e9", "#cc79a7"};
    constexpr std::array<std::string_view, 4> dashes{"", "7 4", "2 3", "10 3 2 3"};
    return {colours[position % colours.size()], dashes[position % dashes.size()], position % 5};
}

std::string marker_path(std::size_t marker, double x, double y) {
    switch (marker) {
    case 0: // circle
        return fmt::format("M{:.1f} {:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", x - 4, y);
    case 1: // square
        return fmt::format("M{:.1f} {:.1f}h8v8h-8z", x - 4, y - 4);
    case 2: // triangle
        return fmt::format("M{:.1f} {:.1f}l5 9h-10z", x, y - 5.5);
    case 3: // diamond
        return fmt::format("M{:.1f} {:.1f}l5.5 5.5l-5.5 5.5l-5.5 -5.5z", x, y - 5.5);
    default: // triangle on its tip
        return fmt::format("M{:.1f} {:.1f}l5 -9h-10z", x, y + 5.5);
    }
}

} // namespace sinter::report
