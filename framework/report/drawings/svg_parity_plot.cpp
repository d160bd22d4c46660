// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_parity_plot.hpp"

#include "framework/report/drawings/svg_axis.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace sinter::report {

namespace {

using Rows = std::vector<const study::RowPrediction*>;

constexpr double parity_size = 380;
constexpr double parity_left = 58;
constexpr double parity_right = 370;
constexpr double parity_top = 10;
constexpr double parity_bottom = 322;

bool finite(const study::RowPrediction& row) { return std::isfinite(row.label) && std::isfinite(row.mean); }

Rows shown(Rows rows, std::size_t most) {
    std::erase_if(rows, [](const auto* row) { return !finite(*row); });
    if (rows.size() <= most) {
        return rows;
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) {
        return std::abs(a->mean - a->label) > std::abs(b->mean - b->label);
    });
    const std::size_t worst = most / 10;
    const std::size_t step = (rows.size() - worst + (most - worst) - 1) / (most - worst);
    Rows kept(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(worst));
    for (std::size_t i = worst; i < rows.size(); i += step) {
        kept.push_back(rows[i]);
    }
    return kept;
}

std::string frame(const Axis& x, const Axis& y) {
    std::string svg;
    const auto values = ticks(x.low, x.high, 6);
    for (const double value : values) {
        const auto label = html_escape(tick_label(value, values));
        const auto px = coordinate(x.place(value));
        const auto py = coordinate(y.place(value));
        svg += fmt::format("<path class=\"grid\" d=\"M{0} {1}V{2}M{3} {4}H{5}\"/>\n", px, parity_top,
                           parity_bottom, parity_left, py, parity_right);
        svg += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", px,
                           parity_bottom + 18, label);
        svg += fmt::format(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" dominant-baseline=\"middle\">{}</text>\n",
            parity_left - 8, py, label);
    }
    svg += fmt::format("<path class=\"axis\" d=\"M{0} {1}V{2}H{3}\"/>\n", parity_left, parity_top,
                       parity_bottom, parity_right);
    svg += fmt::format("<path class=\"ideal\" d=\"M{} {}L{} {}\"/>\n", parity_left, parity_bottom,
                       parity_right, parity_top);
    return svg;
}

std::string axis_titles(const std::string& unit) {
    const auto suffix = unit.empty() ? std::string() : " (" + html_escape(unit) + ")";
    return fmt::format(
        "<text x=\"{0}\" y=\"{1}\" text-anchor=\"middle\">measured{2}</text>\n"
        "<text transform=\"translate(14 {3}) rotate(-90)\" text-anchor=\"middle\">predicted{2}</text>\n",
        (parity_left + parity_right) / 2, parity_size - 16, suffix, (parity_top + parity_bottom) / 2);
}

std::string point(const study::RowPrediction& row, const Axis& x, const Axis& y, const std::string& unit) {
    auto prediction = short_number(row.mean);
    if (std::isfinite(row.sigma_obs)) {
        prediction += " ± " + short_number(row.sigma_obs);
    }
    return fmt::format("<circle class=\"point\" cx=\"{}\" cy=\"{}\" r=\"3.2\"><title>{}: "
                       "measured {}, predicted {}{}</title></circle>\n",
                       coordinate(x.place(row.label)), coordinate(y.place(row.mean)),
                       html_escape(row.material), short_number(row.label), prediction,
                       unit.empty() ? "" : " " + html_escape(unit));
}

} // namespace

ParityRange parity_range(const Rows& rows) {
    ParityRange range{INFINITY, -INFINITY};
    for (const auto* row : rows) {
        if (finite(*row)) {
            range.low = std::min({range.low, row->label, row->mean});
            range.high = std::max({range.high, row->label, row->mean});
        }
    }
    if (!(range.high >= range.low)) {
        return {};
    }
    const double spread = range.high - range.low;
    const double margin = spread > 0 ? 0.04 * spread : std::max(1.0, std::abs(range.high));
    return {range.low - margin, range.high + margin};
}

std::string svg_parity_plot(const Rows& rows, const ParityRange& range, const ParityOptions& options) {
    const Axis x{range.low, range.high, parity_left, parity_right};
    const Axis y{range.low, range.high, parity_bottom, parity_top};
    const auto points = shown(rows, options.most_points);
    auto svg = fmt::format("<svg class=\"parity\" role=\"img\" viewBox=\"0 0 {0} {0}\" aria-label=\"{1}\">\n",
                           parity_size, html_escape(options.title));
    svg += frame(x, y) + axis_titles(options.unit) + "<g>\n";
    for (const auto* row : points) {
        svg += point(*row, x, y, options.unit);
    }
    return svg + "</g>\n</svg>\n";
}

std::vector<StrategyParity> parity_plots(const Subject& subject) {
    const auto& target = subject.target;
    std::vector<StrategyParity> plots;
    if (target.kind() == TargetKind::classes) {
        return plots;
    }
    Rows every;
    for (const auto& series : subject.scored.series) {
        if (subject.has(series.key)) {
            const auto rows = first_repeat(series);
            every.insert(every.end(), rows.begin(), rows.end());
        }
    }
    const auto range = parity_range(every);
    for (const auto& series : subject.scored.series) {
        if (!subject.has(series.key)) {
            continue;
        }
        const auto rows = first_repeat(series);
        const auto& strategy = subject.name_of(series.key.strategy);
        ParityOptions options;
        options.title = fmt::format("Predicted against measured {} by {}, {} held-out rows", target.name,
                                    strategy, rows.size());
        options.unit = target.unit;
        plots.push_back({strategy, rows.size(), svg_parity_plot(rows, range, options),
                         rows.size() > options.most_points});
    }
    return plots;
}

} // namespace sinter::report
