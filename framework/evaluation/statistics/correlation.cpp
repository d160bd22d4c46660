// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/statistics/correlation.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace sinter::evaluation {

namespace {

double mean_of(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

bool is_tie(double below, double above, double tie) {
    return difference_of(above, below) == 0 || above - below <= tie;
}

} // namespace

double pearson(std::span<const double> a, std::span<const double> b) {
    if (a.size() < 2 || !varies_beyond_rounding(a) || !varies_beyond_rounding(b)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double mean_a = mean_of(a);
    const double mean_b = mean_of(b);
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
        ab += (a[i] - mean_a) * (b[i] - mean_b);
    }
    return std::clamp(ab / (std::sqrt(aa) * std::sqrt(bb)), -1.0, 1.0);
}

std::vector<double> average_ranks(std::span<const double> values, double tie) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && is_tie(values[order[last - 1]], values[order[last]], tie)) {
            ++last;
        }
        const double shared = (static_cast<double>(first + last) + 1) / 2; // mean of first + 1 .. last
        for (; first < last; ++first) {
            ranks[order[first]] = shared;
        }
    }
    return ranks;
}

} // namespace sinter::evaluation
