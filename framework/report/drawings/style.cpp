// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/style.hpp"

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

std::string_view html_style() {
    return R"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 64rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; padding-bottom: .2rem; border-bottom: 1px solid #ccc; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; max-width: 46rem; }
.lead { color: #444; margin-bottom: 1.25rem; }
.note { color: #444; font-size: .875rem; }
.findings { list-style: none; padding: 0; margin: 0; }
.findings li { border-left: .35rem solid #0072b2; background: #eff6fb; padding: .6rem .9rem; margin: .5rem 0;
  overflow-wrap: anywhere; }
.of-target li:first-child { font-size: 1.125rem; }
.findings li.caution { border-color: #e69f00; background: #fdf6e7; }
.findings li.harm { border-color: #d55e00; background: #fdf0e8; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5rem 0; font-size: .9375rem; }
caption { text-align: left; color: #444; font-size: .875rem; padding-bottom: .3rem; }
th, td { padding: .3rem .8rem .3rem 0; text-align: right; border-bottom: 1px solid #ddd; vertical-align: top;
  white-space: nowrap; }
th:first-child, td.text, th.text { text-align: left; white-space: normal; overflow-wrap: break-word; max-width: 18rem; }
thead th { border-bottom: 2px solid #767676; vertical-align: bottom; white-space: normal; }
tbody th { font-weight: 600; }
.mark { font-weight: 400; color: #444; font-size: .8125rem; }
.better { color: #004b76; font-weight: 600; }
.worse { color: #8a3c00; font-weight: 600; }
.hit { font-weight: 600; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem 1.5rem; }
figure { margin: 0; break-inside: avoid; }
figcaption { font-size: .875rem; color: #444; overflow-wrap: anywhere; }
figcaption strong { color: #1a1a1a; }
svg { width: 100%; height: auto; display: block; }
.parity { max-width: 30rem; }
.lines, .ratios { max-width: 50rem; }
h2.target { font-size: 1.5rem; margin-top: 3rem; border-bottom: 2px solid #767676; }
pre { background: #f6f6f6; border: 1px solid #ddd; padding: .8rem 1rem; font-size: .8125rem; line-height: 1.45;
  white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; margin: .5rem 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
@media print {
  body { font-size: 10pt; max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  tr, li, svg { break-inside: avoid; }
  .scroll { overflow: visible; }
  .plots { grid-template-columns: 1fr 1fr; }
  .findings li, pre { background: none; }
}
)";
}

} // namespace sinter::report
