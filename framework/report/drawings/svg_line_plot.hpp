// SPDX-License-Identifier: Apache-2.0
//
// Lines with markers and bands, one per strategy, and a legend beside them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::report {

struct LinePoint {
    double x = 0;
    double y = 0;                                            ///< NaN: not drawn
    double lower = std::numeric_limits<double>::quiet_NaN(); ///< ends of the band; NaN: none here
    double upper = std::numeric_limits<double>::quiet_NaN();
    std::string title; ///< shown on hovering; not escaped
};

struct Line {
    std::string name;         ///< not escaped
    std::size_t position = 0; ///< of the strategy in the config: gives the look
    std::vector<LinePoint> points;
};

enum class Scale : std::uint8_t { linear, logarithmic };

struct PlotRange {
    Scale scale = Scale::linear;
    double low = 0; ///< of a logarithmic one: positive
    double high = 1;
    std::string title; ///< not escaped
};

enum class Guide : std::uint8_t { none, diagonal };

struct LinePlot {
    std::string title; ///< what a screen reader says; not escaped
    PlotRange x;
    PlotRange y;
    Guide guide = Guide::none;
    std::vector<Line> lines;
};

/// An <svg> element; empty when there are no lines. What lies outside of the ranges is drawn at their edge.
[[nodiscard]] std::string svg_line_plot(const LinePlot& plot);

struct LineLook {
    std::string_view colour; ///< of Okabe and Ito (2008), without yellow, which white paper swallows
    std::string_view dashes; ///< stroke-dasharray; empty: a full line
    std::size_t marker = 0;  ///< of five shapes
};

/// The look of the strategy at `position` in the config. Seven colours, five markers and four dashes go round
/// independently: 140 looks before one returns, and neighbours differ in all three.
[[nodiscard]] LineLook look_of(std::size_t position);

/// The path of a marker around a place, about ten units wide.
[[nodiscard]] std::string marker_path(std::size_t marker, double x, double y);

} // namespace sinter::report
