// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/training/noise_weights.hpp"

#include <sinter/unknown.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sinter::plugins::random_forest {
namespace {

/// The lower median of the variances that are stated for a label; NaN: none is.
double usual_variance(const TrainingSet& training, Index label) {
    std::vector<double> stated;
    for (Index i = 0; i < training.noise.rows(); ++i) {
        const double variance = training.noise(i, label);
        if (!std::isnan(variance) && !std::isnan(training.labels(i, label))) {
            stated.push_back(variance);
        }
    }
    if (stated.empty()) {
        return unknown;
    }
    const auto middle = stated.begin() + static_cast<std::ptrdiff_t>((stated.size() - 1) / 2);
    std::nth_element(stated.begin(), middle, stated.end());
    return *middle;
}

} // namespace

std::vector<double> noise_weights(const TrainingSet& training) {
    std::vector<double> usual;
    for (Index k = 0; k < training.labels.columns(); ++k) {
        usual.push_back(usual_variance(training, k));
    }
    std::vector<double> weights;
    for (Index i = 0; i < training.labels.rows(); ++i) {
        double sum = 0;
        double count = 0;
        for (Index k = 0; k < training.labels.columns(); ++k) {
            if (std::isnan(training.labels(i, k))) {
                continue;
            }
            const double usual_one = usual[static_cast<std::size_t>(k)];
            const double variance = training.noise(i, k);
            const bool counts = usual_one > 0 && !std::isnan(variance); // false for an unknown usual one
            sum += counts ? 2 / (1 + variance / usual_one) : 1;
            count += 1;
        }
        const double own = training.weights.empty() ? 1 : training.weights[static_cast<std::size_t>(i)];
        weights.push_back(own * (count > 0 ? sum / count : 1));
    }
    return weights;
}

} // namespace sinter::plugins::random_forest
