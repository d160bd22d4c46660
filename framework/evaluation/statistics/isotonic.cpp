// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/statistics/isotonic.hpp"

#include <cstddef>

namespace sinter::evaluation {

namespace {

/// Neighbours that share a value.
struct Pool {
    double mean;
    double weight;
    std::size_t count;
};

Pool merged(const Pool& a, const Pool& b) {
    const double weight = a.weight + b.weight;
    return {(a.mean * a.weight + b.mean * b.weight) / weight, weight, a.count + b.count};
}

} // namespace

std::vector<double> isotonic_decreasing(std::span<const double> values, std::span<const double> weights) {
    std::vector<Pool> pools;
    for (std::size_t i = 0; i < values.size(); ++i) {
        Pool last{values[i], weights.empty() ? 1.0 : weights[i], 1};
        while (!pools.empty() && pools.back().mean < last.mean) {
            last = merged(pools.back(), last);
            pools.pop_back();
        }
        pools.push_back(last);
    }
    std::vector<double> fitted;
    for (const auto& pool : pools) {
        fitted.insert(fitted.end(), pool.count, pool.mean);
    }
    return fitted;
}

} // namespace sinter::evaluation
