// SPDX-License-Identifier: Apache-2.0
//
// Whether predicted standard deviations are of the size of the errors that were made. Error e_i = mean_i -
// label_i, z_i = e_i / sigma_i. The predictive law is taken as normal, N(mean_i, sigma_i^2).
#pragma once

#include <sinter/unknown.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace sinter::evaluation {

/// Rows whose sigma is not known (NaN, infinite or negative), or whose error isn't finite, are left out; `n`
/// counts those used. A metric with no rows is NaN.
///
/// A sigma of exactly 0 (all trees agree) counts by its limit: such a row is covered only if its error is 0,
/// and its CRPS is |e|. The two metrics that divide by sigma, standard_error and nll, have no finite limit
/// and leave these rows out; `n_zero` says how many there are.
struct UncertaintyMetrics {

    std::int64_t n = 0;                   ///< rows with a sigma
    std::int64_t n_zero = 0;              ///< of these, rows with sigma = 0
    double standard_confidence = unknown; ///< share of |e| < sigma; ideal 0.683
    double standard_error = unknown;      ///< sqrt(mean z^2); ideal 1, above it sigma is too small
    double nll = unknown;  ///< mean of log(sigma) + z^2/2 + log(2 pi)/2, sigma in the label's unit
    double crps = unknown; ///< continuous ranked probability score, label's unit
    double miscalibration_area =
        unknown;                  ///< between the curve of coverage against level and the diagonal; ideal 0
    double sharpness = unknown;   ///< sqrt(mean sigma^2), label's unit
    double coverage_68 = unknown; ///< share of labels in the central 68 % interval
    double coverage_90 = unknown;
    double coverage_95 = unknown;
    double width_68 = unknown; ///< mean width of that interval, label's unit
    double width_90 = unknown;
    double width_95 = unknown;
    double error_correlation = unknown; ///< Pearson correlation of |e| and sigma; needs both to vary
};

struct UncertaintyField {
    std::string_view name;
    double UncertaintyMetrics::*value;
};

/// The metrics by name, in the order of the report's columns.
inline constexpr std::array<UncertaintyField, 13> uncertainty_fields{{
    {"standard_confidence", &UncertaintyMetrics::standard_confidence},
    {"standard_error", &UncertaintyMetrics::standard_error},
    {"nll", &UncertaintyMetrics::nll},
    {"crps", &UncertaintyMetrics::crps},
    {"miscalibration_area", &UncertaintyMetrics::miscalibration_area},
    {"sharpness", &UncertaintyMetrics::sharpness},
    {"coverage_68", &UncertaintyMetrics::coverage_68},
    {"coverage_90", &UncertaintyMetrics::coverage_90},
    {"coverage_95", &UncertaintyMetrics::coverage_95},
    {"width_68", &UncertaintyMetrics::width_68},
    {"width_90", &UncertaintyMetrics::width_90},
    {"width_95", &UncertaintyMetrics::width_95},
    {"error_correlation", &UncertaintyMetrics::error_correlation},
}};

/// All spans have one entry per test row; `sigmas` are standard deviations of a new measurement (sigma_obs).
///
/// Sources. Standard confidence and standard error: lolo (Citrine). CRPS of a normal law: Gneiting and
/// Raftery 2007, "Strictly proper scoring rules, prediction, and estimation", eq. 21: sigma [z (2 Phi(z) - 1)
/// + 2 phi(z) - 1/sqrt(pi)]. Miscalibration area: integral over p in (0, 1) of |share of labels in the
/// central p interval - p|, exactly, not on a grid (Tran et al. 2020, "Methods for comparing uncertainty
/// quantifications for material property predictions"). The p interval is mean +- Phi^-1((1 + p)/2) sigma,
/// its ends included.
[[nodiscard]] UncertaintyMetrics uncertainty_metrics(std::span<const double> labels,
                                                     std::span<const double> means,
                                                     std::span<const double> sigmas);

} // namespace sinter::evaluation
