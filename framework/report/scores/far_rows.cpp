// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/far_rows.hpp"

#include "framework/report/scores/series.hpp"

#include <algorithm>
#include <cmath>

namespace sinter::report {

namespace {

double largest_label(const Series& series) {
    double largest = 0;
    for (const auto* trial : series.trials) {
        for (const auto& row : trial->predictions) {
            largest = std::max(largest, std::abs(row.label));
        }
    }
    return largest;
}

/// Whether an error is what arithmetic leaves of none.
bool is_rounding(const study::RowPrediction& row, double largest) {
    const double error = std::abs(row.mean - row.label);
    return error <= 1e-10 * std::max(std::abs(row.mean), std::abs(row.label)) || error <= 1e-14 * largest;
}

FarRow far_row(const study::StudyResults& results, const study::TrialResult& trial,
               const study::RowPrediction& row, double sigmas) {
    FarRow far{&trial, &row, sigmas, {}, 0};
    const auto* label = results.label(results.targets[trial.target]);
    if (label != nullptr && row.record >= 0 && static_cast<std::size_t>(row.record) < label->lines.size()) {
        far.file = label->file;
        far.line = label->lines[static_cast<std::size_t>(row.record)];
    }
    return far;
}

} // namespace

std::vector<FarRow> far_rows(const ScoredStudy& scored) {
    std::vector<FarRow> all;
    for (const auto& series : scored.series) {
        const bool is_number = target_of(scored.results, series.key.target).kind() == TargetKind::number;
        if (!is_number || series.key.strategy == scored.nested) {
            continue;
        }
        const double largest = largest_label(series);
        for (const auto* trial : series.trials) {
            for (const auto& row : trial->predictions) {
                const double error = std::abs(row.mean - row.label);
                const bool far = row.sigma_obs >= 0 && error > far_sigmas * row.sigma_obs; // no sigma: NaN
                if (far && !is_rounding(row, largest)) {
                    all.push_back(far_row(scored.results, *trial, row, error / row.sigma_obs));
                }
            }
        }
    }
    return all;
}

std::vector<FarRow> worst(std::vector<FarRow> rows, std::size_t most) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const FarRow& a, const FarRow& b) { return a.sigmas > b.sigmas; });
    rows.resize(std::min(most, rows.size()));
    return rows;
}

} // namespace sinter::report
