// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/strata.hpp"

#include "framework/evaluation/statistics/correlation.hpp"

namespace sinter::evaluation {

std::vector<std::int64_t> quantile_bins(std::span<const double> values, int bins) {
    const auto n = static_cast<double>(values.size());
    std::vector<std::int64_t> result;
    for (const double rank : average_ranks(values)) {
        result.push_back(static_cast<std::int64_t>((rank - 0.5) * bins / n));
    }
    return result;
}

std::map<std::uint64_t, std::int64_t> strata_of_groups(std::span<const std::uint64_t> groups,
                                                       std::span<const std::int64_t> strata) {
    std::map<std::uint64_t, std::map<std::int64_t, std::int64_t>> counts;
    for (std::size_t row = 0; row < groups.size(); ++row) {
        ++counts[groups[row]][strata[row]];
    }
    std::map<std::uint64_t, std::int64_t> result;
    for (const auto& [group, of_group] : counts) {
        std::int64_t largest = 0;
        for (const auto& [stratum, count] : of_group) { // ascending: the lowest of several stays
            if (count > largest) {
                largest = count;
                result[group] = stratum;
            }
        }
    }
    return result;
}

} // namespace sinter::evaluation
