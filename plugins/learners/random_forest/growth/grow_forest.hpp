// SPDX-License-Identifier: Apache-2.0
//
// The trees of a whole forest, grown side by side.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/training/growth_options.hpp"
#include "plugins/learners/random_forest/training/training_rows.hpp"
#include "plugins/learners/random_forest/trees/label_forest.hpp"

#include <sinter/host.hpp>
#include <sinter/random.hpp>

#include <vector>

namespace sinter::plugins::random_forest {

/// One label after the other, calibrations still 1. `places[row]` is the row's material in `bags`; tree b
/// draws from `splits`.derive(first_tree + b). Trees grow side by side, and each on several threads where it
/// is large. Throws Error (SINTER_CANCELLED) when the host wants to stop.
[[nodiscard]] std::vector<LabelForest> grow_forest(const TrainingRows& rows, const BagCounts& bags,
                                                   const std::vector<Index>& places, const Growth& growth,
                                                   Stream splits, Host& host, Index first_tree = 0);

} // namespace sinter::plugins::random_forest
