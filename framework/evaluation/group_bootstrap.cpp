// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/group_bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sinter::evaluation {

namespace {

/// Of sorted values; between two of them linearly (type 7 of Hyndman and Fan 1996, R's default).
double percentile(const std::vector<double>& sorted, double p) {
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - std::floor(position)) * (sorted[above] - sorted[below]);
}

struct Weighted {
    double difference; ///< times rows
    double rows;
};

double resampled_difference(const std::vector<Weighted>& groups, Draws draws) {
    double sum = 0;
    double rows = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto& group = groups[draws.below(groups.size())];
        sum += group.difference;
        rows += group.rows;
    }
    return sum / rows;
}

} // namespace

DifferenceInterval group_bootstrap(std::span<const GroupLoss> losses, const Stream& stream,
                                   const BootstrapOptions& options) {
    DifferenceInterval result;
    result.groups = static_cast<std::int64_t>(losses.size());
    std::vector<Weighted> groups;
    double sum = 0;
    double rows = 0;
    for (const auto& loss : losses) {
        groups.push_back({loss.rows * (loss.strategy - loss.baseline), loss.rows});
        sum += groups.back().difference;
        rows += loss.rows;
    }
    if (groups.empty()) {
        return result;
    }
    result.difference = sum / rows;
    if (groups.size() < 2 || options.resamples < 1) {
        return result;
    }
    std::vector<double> differences;
    for (int r = 0; r < options.resamples; ++r) {
        differences.push_back(
            resampled_difference(groups, Draws(stream.derive(static_cast<std::uint64_t>(r)))));
    }
    std::sort(differences.begin(), differences.end());
    result.lower = percentile(differences, (1 - options.confidence) / 2);
    result.upper = percentile(differences, (1 + options.confidence) / 2);
    return result;
}

} // namespace sinter::evaluation
