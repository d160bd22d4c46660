// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/metrics/reliability_curve.hpp"

#include "framework/evaluation/metrics/classification_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sinter::evaluation {

namespace {

struct Sums {
    double predicted = 0;
    double occurred = 0;
    std::int64_t count = 0;
};

/// The bin whose ends (number / bins) enclose p, which p * bins alone misses by rounding: 0.29 * 100 < 29.
std::size_t bin_number(double p, int bins) {
    double number = std::clamp(std::floor(p * bins), 0.0, bins - 1.0);
    if (number < bins - 1 && p >= (number + 1) / bins) {
        ++number;
    } else if (number > 0 && p < number / bins) {
        --number;
    }
    return static_cast<std::size_t>(number);
}

std::vector<Sums> sums_by_bin(std::span<const double> probabilities, std::span<const std::int64_t> occurred,
                              int bins) {
    std::vector<Sums> sums(static_cast<std::size_t>(bins));
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        if (!std::isnan(probabilities[i])) {
            auto& bin = sums[bin_number(probabilities[i], bins)];
            bin.predicted += probabilities[i];
            bin.occurred += static_cast<double>(occurred[i]);
            ++bin.count;
        }
    }
    return sums;
}

ReliabilityBin bin_of(const Sums& sums, std::size_t number, int bins) {
    ReliabilityBin bin;
    bin.lower = static_cast<double>(number) / bins;
    bin.upper = static_cast<double>(number + 1) / bins;
    bin.count = sums.count;
    if (sums.count > 0) {
        bin.mean_predicted = sums.predicted / static_cast<double>(sums.count);
        bin.observed = sums.occurred / static_cast<double>(sums.count);
    }
    return bin;
}

} // namespace

ReliabilityCurve reliability_curve(std::span<const double> probabilities,
                                   std::span<const std::int64_t> occurred, int bins) {
    ReliabilityCurve curve;
    double error = 0;
    for (const auto& sums : sums_by_bin(probabilities, occurred, bins)) {
        curve.bins.push_back(bin_of(sums, curve.bins.size(), bins));
        curve.n += sums.count;
        error += std::abs(sums.occurred - sums.predicted);
    }
    if (curve.n > 0) {
        curve.calibration_error = error / static_cast<double>(curve.n);
    }
    return curve;
}

ReliabilityCurve class_reliability(std::span<const std::int64_t> labels, MatrixView shares,
                                   std::int64_t chosen, int bins) {
    std::vector<double> probabilities;
    std::vector<std::int64_t> occurred;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        probabilities.push_back(shares(static_cast<Index>(i), chosen));
        occurred.push_back(labels[i] == chosen ? 1 : 0);
    }
    return reliability_curve(probabilities, occurred, bins);
}

ReliabilityCurve top_class_reliability(std::span<const std::int64_t> labels, MatrixView shares, int bins) {
    std::vector<double> probabilities;
    std::vector<std::int64_t> occurred;
    const auto predicted = most_likely_classes(shares);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (predicted[i] >= 0) {
            probabilities.push_back(shares(static_cast<Index>(i), predicted[i]));
            occurred.push_back(labels[i] == predicted[i] ? 1 : 0);
        }
    }
    return reliability_curve(probabilities, occurred, bins);
}

} // namespace sinter::evaluation
