// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/calibration_table.hpp"

#include "framework/report/scores/class_shares.hpp"
#include "framework/report/scores/target.hpp"

namespace sinter::report {

namespace {

evaluation::CalibrationCurve curve_of(const Series& series) {
    std::vector<double> labels;
    std::vector<double> means;
    std::vector<double> sigmas;
    for (const auto* trial : series.trials) {
        for (const auto& row : trial->predictions) {
            labels.push_back(row.label);
            means.push_back(row.mean);
            sigmas.push_back(row.sigma_obs);
        }
    }
    return evaluation::calibration_curve(labels, means, sigmas);
}

void add_bins(const Series& series, const std::string& name, const evaluation::ReliabilityCurve& curve,
              std::vector<ReliabilityRow>& table) {
    for (const auto& bin : curve.bins) {
        table.push_back({series.key, name.empty(), name, bin});
    }
}

} // namespace

std::vector<CalibrationRow> calibration_table(const study::StudyResults& results,
                                              const std::vector<Series>& all) {
    std::vector<CalibrationRow> table;
    for (const auto& series : all) {
        if (target_of(results, series.key.target).kind() == TargetKind::number) {
            const auto curve = curve_of(series);
            for (const auto& point : curve.points) {
                table.push_back({series.key, curve.n, point});
            }
        }
    }
    return table;
}

std::vector<ReliabilityRow> reliability_table(const study::StudyResults& results,
                                              const std::vector<Series>& all) {
    std::vector<ReliabilityRow> table;
    for (const auto& series : all) {
        const auto target = target_of(results, series.key.target);
        if (target.kind() == TargetKind::classes) {
            const auto pool = class_shares(series.trials, target.classes.size());
            add_bins(series, {}, evaluation::top_class_reliability(pool.labels, pool.shares), table);
            for (std::size_t k = 0; k < target.classes.size(); ++k) {
                add_bins(
                    series, target.classes[k],
                    evaluation::class_reliability(pool.labels, pool.shares, static_cast<std::int64_t>(k)),
                    table);
            }
        }
    }
    return table;
}

} // namespace sinter::report
