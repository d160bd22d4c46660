// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_calibration_plot.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/report/drawings/svg_line_plot.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <sinter/unknown.hpp>

#include <fmt/core.h>

#include <utility>

namespace sinter::report {

namespace {

LinePoint point_of(const CalibrationRow& row, const Subject& subject) {
    const auto width = error_in_words(row.point.width, ErrorMetric::mae, subject.target);
    return {row.point.level, row.point.coverage, unknown, unknown,
            fmt::format("{}: the {} interval holds {} of {}; mean width {}",
                        subject.name_of(row.key.strategy), fine_percent(row.point.level),
                        fine_percent(row.point.coverage), bytes::counted(row.n, "label"), width)};
}

LinePoint point_of(const ReliabilityRow& row, const Subject& subject) {
    return {row.bin.mean_predicted, row.bin.observed, unknown, unknown,
            fmt::format("{}: predicted with {}, right in {} of {}", subject.name_of(row.key.strategy),
                        fine_percent(row.bin.mean_predicted), fine_percent(row.bin.observed),
                        bytes::counted(row.bin.count, "row"))};
}

std::vector<LinePoint> points_of(const Subject& subject, std::size_t strategy) {
    const auto key = subject.key_of(strategy);
    std::vector<LinePoint> points;
    for (const auto& row : subject.scored.calibration) {
        if (row.key == key) {
            points.push_back(point_of(row, subject));
        }
    }
    for (const auto& row : subject.scored.reliability) {
        if (row.key == key && row.of_predicted && row.bin.count > 0) {
            points.push_back(point_of(row, subject));
        }
    }
    return points;
}

} // namespace

std::string svg_calibration_plot(const Subject& subject) {
    const auto& target = subject.target;
    const auto& strategies = subject.scored.results.strategies;
    LinePlot plot;
    const bool classes = target.kind() == TargetKind::classes;
    plot.title = fmt::format("Calibration of {}: {}; the ideal is the diagonal", target.name,
                             classes ? "how often the predicted class was right, by its predicted share"
                                     : "share of labels inside the intervals, by their level");
    plot.x.title = classes ? "share of the predicted class" : "expected coverage (level of the interval)";
    plot.y.title = classes ? "share that was right" : "observed coverage";
    plot.guide = Guide::diagonal;
    for (std::size_t position = 0; position < strategies.size(); ++position) {
        auto points = points_of(subject, position);
        if (!points.empty()) {
            plot.lines.push_back({strategies[position].name, position, std::move(points)});
        }
    }
    return svg_line_plot(plot);
}

} // namespace sinter::report
