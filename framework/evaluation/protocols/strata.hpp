// SPDX-License-Identifier: Apache-2.0
//
// Strata: what the folds of a stratified protocol should all have their share of. A class index is a stratum
// as it is; a number is put into a bin first.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace sinter::evaluation {

/// The bin of each value, 0 .. bins - 1, such that the bins are as equally filled as equal values allow:
/// those share the bin in which the middle of their ranks falls, so that a bin may stay empty. Depends on the
/// values only, not on their order. Values must not be NaN; bins >= 1.
[[nodiscard]] std::vector<std::int64_t> quantile_bins(std::span<const double> values, int bins);

/// By group key, the stratum that most of its rows have; of several, the lowest. Both spans have one entry per row.
[[nodiscard]] std::map<std::uint64_t, std::int64_t> strata_of_groups(std::span<const std::uint64_t> groups,
                                                                     std::span<const std::int64_t> strata);

} // namespace sinter::evaluation
