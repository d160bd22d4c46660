// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_calibration_plot.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/report/drawings/svg_line_plot.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <sinter/unknown.hpp>

#include <fmt/core.h>

#include <utility>

namespace sinter::report {

namespace {

LinePoint point_of(const CalibrationRow& row, const Target& target) {
    const auto width = error_in_words(row.point.width, ErrorMetric::mae, target);
    return {row.point.level, row.point.coverage, unknown, unknown,
            fmt::format("{}: the {} interval holds {} of {}; mean width {}", row.strategy,
                        fine_percent(row.point.level), fine_percent(row.point.coverage),
                        bytes::counted(row.n, "label"), width)};
}

LinePoint point_of(const ReliabilityRow& row) {
    return {row.bin.mean_predicted, row.bin.observed, unknown, unknown,
            fmt::format("{}: predicted with {}, right in {} of {}", row.strategy,
                        fine_percent(row.bin.mean_predicted), fine_percent(row.bin.observed),
                        bytes::counted(row.bin.count, "row"))};
}

std::vector<LinePoint> points_of(const ScoredStudy& scored, const Target& target, const std::string& strategy,
                                 double fraction) {
    const auto is_wanted = [&](const auto& row) {
        return row.strategy == strategy && row.target == target.name && row.fraction == fraction;
    };
    std::vector<LinePoint> points;
    for (const auto& row : scored.calibration) {
        if (is_wanted(row)) {
            points.push_back(point_of(row, target));
        }
    }
    for (const auto& row : scored.reliability) {
        if (is_wanted(row) && row.of_predicted && row.bin.count > 0) {
            points.push_back(point_of(row));
        }
    }
    return points;
}

} // namespace

std::string svg_calibration_plot(const ScoredStudy& scored, const Target& target) {
    const double fraction = full_fraction(scored.results, target.name);
    const auto& strategies = scored.results.strategies;
    LinePlot plot;
    const bool classes = target.kind() == TargetKind::classes;
    plot.title = fmt::format("Calibration of {}: {}; the ideal is the diagonal", target.name,
                             classes ? "how often the predicted class was right, by its predicted share"
                                     : "share of labels inside the intervals, by their level");
    plot.x.title = classes ? "share of the predicted class" : "expected coverage (level of the interval)";
    plot.y.title = classes ? "share that was right" : "observed coverage";
    plot.guide = Guide::diagonal;
    for (std::size_t position = 0; position < strategies.size(); ++position) {
        auto points = points_of(scored, target, strategies[position].name, fraction);
        if (!points.empty()) {
            plot.lines.push_back({strategies[position].name, position, std::move(points)});
        }
    }
    return svg_line_plot(plot);
}

} // namespace sinter::report
