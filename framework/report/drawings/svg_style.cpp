// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_style.hpp"

namespace sinter::report {

std::string_view svg_style() {
    return R"(
svg text { font: 12px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #333; }
.point { fill: #0072b2; fill-opacity: .55; }
.point:hover { fill: #d55e00; fill-opacity: 1; }
.axis { stroke: #767676; fill: none; }
.grid { stroke: #e3e3e3; }
.ideal { stroke: #1a1a1a; stroke-dasharray: 5 4; }
.line { fill: none; stroke-width: 2; }
.band { fill-opacity: .1; stroke: none; }
.marker { stroke: #fff; stroke-width: 1; }
.interval { stroke: #555; stroke-width: 2; }
.interval.better { stroke: #0072b2; }
.interval.worse { stroke: #d55e00; }
.centre { fill: #555; }
.centre.better { fill: #0072b2; }
.centre.worse { fill: #d55e00; }
)";
}

std::string svg_file(std::string_view svg) {
    const auto start = svg.find(' ');
    const auto inside = svg.find('>') + 1;
    std::string file(svg.substr(0, start));
    file += " xmlns=\"http://www.w3.org/2000/svg\"";
    file += svg.substr(start, inside - start);
    file += "\n<style>\nsvg { background: #fff; }";
    file += svg_style();
    file += "</style>";
    file += svg.substr(inside);
    return file;
}

} // namespace sinter::report
