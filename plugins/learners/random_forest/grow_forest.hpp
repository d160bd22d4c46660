// SPDX-License-Identifier: Apache-2.0
//
// The trees of a whole forest, grown side by side.
#pragma once

#include "bags.hpp"
#include "grow_tree.hpp"
#include "impurity.hpp"
#include "label_forest.hpp"
#include "training_rows.hpp"

#include <sinter/host.hpp>
#include <sinter/random.hpp>

#include <vector>

namespace sinter::plugins::random_forest {

/// How the trees of a forest grow.
struct Growth {
    TreeLimits limits;
    Normalise normalise = Normalise::root;
};

/// One label after the other, calibrations still 1. `places[row]` is the row's material in `bags`; tree b
/// draws from `splits`.derive(b). One number as the only label has a quicker way, with the same trees. Throws
/// Error (SINTER_CANCELLED) when the host wants to stop.
[[nodiscard]] std::vector<LabelForest> grow_forest(const TrainingRows& rows, const BagCounts& bags,
                                                   const std::vector<Index>& places, const Growth& growth,
                                                   Stream splits, Host& host);

} // namespace sinter::plugins::random_forest
