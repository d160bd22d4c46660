// SPDX-License-Identifier: Apache-2.0
//
// How far predictions are from measured numbers. Error e_i = mean_i - label_i, 0 if it is only what rounding
// leaves of them (sinter/rounding.hpp).
#pragma once

#include <sinter/unknown.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace sinter::evaluation {

/// NaN: not defined for these rows. MAE, RMSE and bias need one row; the conditions of the others stand beside them.
struct RegressionMetrics {

    std::int64_t n = 0;    ///< rows
    double mae = unknown;  ///< mean |e|, label's unit
    double rmse = unknown; ///< sqrt(mean e^2), label's unit
    double r2 = unknown;   ///< 1 - sum e^2 / sum (label - mean label)^2; needs labels that differ
    double ndme =
        unknown; ///< RMSE / RMSE of the training mean; needs the training means, and one that is off
    double spearman = unknown; ///< rank correlation of label and mean, ties share their average rank
    double bias = unknown;     ///< mean e, label's unit; positive: predictions are too high
};

struct RegressionField {
    std::string_view name;
    double RegressionMetrics::*value;
};

/// The metrics by name, in the order of the report's columns.
inline constexpr std::array<RegressionField, 6> regression_fields{{
    {"mae", &RegressionMetrics::mae},
    {"rmse", &RegressionMetrics::rmse},
    {"r2", &RegressionMetrics::r2},
    {"ndme", &RegressionMetrics::ndme},
    {"spearman", &RegressionMetrics::spearman},
    {"bias", &RegressionMetrics::bias},
}};

/// All spans have one entry per test row. `training_means` holds the mean label of the rows that the row's
/// prediction was trained on: with several folds pooled, each row has its own fold's. Where one of them is
/// NaN, `ndme` is NaN. Labels and means must be finite.
///
/// NDME, the non-dimensional model error, is often RMSE / standard deviation of the test labels. Here the
/// training mean stands in place of the test mean,
/// so that 1 is what a model that has learned only the mean really gets.
[[nodiscard]] RegressionMetrics regression_metrics(std::span<const double> labels,
                                                   std::span<const double> means,
                                                   std::span<const double> training_means);

} // namespace sinter::evaluation
