// SPDX-License-Identifier: Apache-2.0
//
// Leave one group out: how well does it go for a whole family of materials that was never seen? With the
// clusters of k_means.hpp as groups this is leave-one-cluster-out (Meredig et al. 2018, "Can machine learning
// identify the next high-temperature superconductor?").
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sinter::evaluation {

/// One repeat; fold i holds out the rows of group `order[i]`. `order` holds each distinct key of `groups`
/// once, in the order in which the folds should be numbered: by the names of the groups, by size, or
/// ascending (distinct_groups in group_shuffle.hpp). Nothing is drawn.
///
/// Throws diagnostics::InputError (data) with `where` when there are fewer than two groups, or a fold would
/// leave fewer than two training rows.
[[nodiscard]] std::vector<Split> leave_one_group_out(std::span<const std::uint64_t> groups,
                                                     std::span<const std::uint64_t> order,
                                                     const diagnostics::Position& where = {});

} // namespace sinter::evaluation
