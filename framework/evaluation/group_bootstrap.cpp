// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/group_bootstrap.hpp"

#include "framework/evaluation/quantile.hpp"

#include <algorithm>
#include <vector>

namespace sinter::evaluation {

namespace {

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

double two_sided_p(const std::vector<double>& differences) {
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (const double d : differences) {
        low += d <= 0 ? 1 : 0;
        high += d >= 0 ? 1 : 0;
    }
    const auto smaller = static_cast<double>(std::min(low, high));
    return std::min(1.0, 2 * (1 + smaller) / static_cast<double>(differences.size() + 1));
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
    result.lower = quantile_of_sorted(differences, (1 - options.confidence) / 2);
    result.upper = quantile_of_sorted(differences, (1 + options.confidence) / 2);
    result.p = two_sided_p(differences);
    return result;
}

} // namespace sinter::evaluation
