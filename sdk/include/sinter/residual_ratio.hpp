// SPDX-License-Identifier: Apache-2.0
//
// How far a model is off, measured in its own sigma_obs: what sigma_obs of a strategy is calibrated by.
//
//   r = the 0.68 quantile of |y - prediction out of bag| / sigma_obs
//
// A learner calibrates sigma_obs on the rows that it was fitted on, so over these rows r is the same for
// every model, whatever its members that saw a row do to the row's sigma_obs. Where a strategy's rows are
// others (the target's rows among those of a pool), or its predictions (a source column that candidates see
// otherwise than training rows did), the ratio of the two r is what its sigma_obs lacks.
#pragma once

#include <sinter/model.hpp>
#include <sinter/rounding.hpp>
#include <sinter/views.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace sinter {

/// Of rows of one number. NaN in either: the row does not count.
struct Residuals {
    Eigen::ArrayXd errors;     ///< label less prediction
    Eigen::ArrayXd deviations; ///< sigma_obs
    std::vector<std::uint64_t> materials;

    /// The first rows.
    [[nodiscard]] Residuals first(Index rows) const {
        return {errors.head(rows), deviations.head(rows), {materials.begin(), materials.begin() + rows}};
    }
};

/// r: of the ratios in ascending order the first up to which the rows weigh more than 0.68 of all; the rows
/// of a material weigh one together. Where both numbers are zero (within 1e-12 of the largest) the ratio
/// is 1. NaN where no row has a ratio. Errors and deviations that are rounding (rounding.hpp) must be 0.
[[nodiscard]] inline double residual_ratio(const Residuals& rows) {
    constexpr double level = 0.68;
    std::map<std::uint64_t, double> counts;
    double largest = 0;
    std::vector<std::size_t> known;
    for (std::size_t i = 0; i < rows.materials.size(); ++i) {
        const auto at = static_cast<Index>(i);
        if (!std::isnan(rows.errors[at]) && !std::isnan(rows.deviations[at])) {
            known.push_back(i);
            counts[rows.materials[i]] += 1;
            largest = std::max({largest, std::abs(rows.errors[at]), rows.deviations[at]});
        }
    }
    std::vector<std::pair<double, double>> ratios; // with their weights
    for (const std::size_t i : known) {
        const double error = std::abs(rows.errors[static_cast<Index>(i)]);
        const double deviation = rows.deviations[static_cast<Index>(i)];
        const bool both_zero = error <= 1e-12 * largest && deviation <= 1e-12 * largest;
        ratios.emplace_back(both_zero ? 1 : error / deviation, 1 / counts[rows.materials[i]]);
    }
    std::sort(ratios.begin(), ratios.end());
    // A sum of shares such as 1/3 is not to miss a whole number by rounding.
    const double enough = level * static_cast<double>(counts.size()) * (1 + loss_rounding_share);
    double weight = 0;
    for (const auto& [ratio, own] : ratios) {
        weight += own;
        if (weight > enough) {
            return ratio;
        }
    }
    return ratios.empty() ? std::numeric_limits<double>::quiet_NaN() : ratios.back().first;
}

/// What a sigma_obs that fits errors of ratio `own` is to be multiplied by so that it fits those of ratio
/// `composite`; 1 where that cannot be told.
[[nodiscard]] inline double calibration_factor(double composite, double own) {
    const double factor = composite / own;
    return std::isfinite(factor) && factor > 0 ? factor : 1;
}

/// Whether a model has what calibrating it takes: predictions out of bag, and deviations.
[[nodiscard]] inline bool can_calibrate(const Model& model) {
    return model.out_of_bag() != nullptr && model.uncertainty() != nullptr;
}

/// The residuals at x of a model that predicts one number and can be calibrated. Rounding counts neither as
/// an error nor as a deviation.
[[nodiscard]] inline Residuals out_of_bag_residuals(const Model& model, MatrixView x,
                                                    const Eigen::Ref<const Eigen::VectorXd>& labels,
                                                    Span<std::uint64_t> materials) {
    Eigen::VectorXd mean(x.rows());
    Eigen::VectorXd deviations(x.rows());
    model.out_of_bag()->predict_out_of_bag(x, materials, MatrixOut(mean));
    model.uncertainty()->predict_with_deviations(x, {}, {}, MatrixOut(deviations));
    Residuals rows{labels - mean, deviations, {materials.begin(), materials.end()}};
    for (Index i = 0; i < rows.errors.size(); ++i) {
        const double size = std::max(std::abs(labels[i]), std::abs(mean[i]));
        rows.errors[i] = beyond_rounding(rows.errors[i], size);
        rows.deviations[i] = beyond_rounding(rows.deviations[i], size);
    }
    return rows;
}

} // namespace sinter
