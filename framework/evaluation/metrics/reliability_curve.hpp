// SPDX-License-Identifier: Apache-2.0
//
// How often what was predicted with a given probability is so: calibration of class shares.
#pragma once

#include <sinter/unknown.hpp>
#include <sinter/views.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace sinter::evaluation {

/// Probabilities in [lower, upper), the last bin's upper end included.
struct ReliabilityBin {

    double lower = 0;
    double upper = 0;
    std::int64_t count = 0;
    double mean_predicted = unknown; ///< NaN in an empty bin
    double observed = unknown;       ///< share of its events that occurred; NaN in an empty bin
};

struct ReliabilityCurve {

    std::int64_t n = 0;
    std::vector<ReliabilityBin> bins; ///< ascending, empty ones too
    /// Sum over bins of count / n * |observed - mean_predicted| (Naeini, Cooper and Hauskrecht 2015); NaN
    /// without events. It grows with the number of bins and as rows get fewer.
    double calibration_error = unknown;
};

/// `bins` equally wide bins, at least 1. `occurred` is 1 where the event took place, else 0. Events with a
/// NaN probability are left out; a probability outside 0 .. 1 by rounding counts in the outermost bin.
[[nodiscard]] ReliabilityCurve reliability_curve(std::span<const double> probabilities,
                                                 std::span<const std::int64_t> occurred, int bins = 10);

/// Of one class: the event is "the row is of class `chosen`". Shapes as in classification_metrics.hpp.
[[nodiscard]] ReliabilityCurve class_reliability(std::span<const std::int64_t> labels, MatrixView shares,
                                                 std::int64_t chosen, int bins = 10);

/// Of the predicted class: the event is "it is right", its probability the largest share.
[[nodiscard]] ReliabilityCurve top_class_reliability(std::span<const std::int64_t> labels, MatrixView shares,
                                                     int bins = 10);

} // namespace sinter::evaluation
