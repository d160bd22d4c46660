// SPDX-License-Identifier: Apache-2.0
//
// A forest as it was grown, with what calibrates it.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/trees/label_forest.hpp"
#include "plugins/learners/random_forest/uncertainty/class_temperature.hpp"
#include "plugins/learners/random_forest/uncertainty/residual_scores.hpp"

#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// Of one label; of a number 24 bytes a training row.
struct LabelCalibration {
    ResidualScores scores; ///< of a number
    /// From every second of the trees that did not see a material: what fewer trees do to the scores.
    ResidualScores scores_of_half;
    double trees = 0;         ///< B, those that the label has
    double unseen_trees = 0;  ///< m, those of them that did not see a material, on average
    ClassTemperature classes; ///< of a label with classes
};

/// What growing leaves behind: the labels share the bags.
struct Forest {
    std::vector<LabelForest> labels;
    BagCounts bags;
    std::vector<std::uint64_t> materials; ///< sorted; the order of `bags`
    Index features = 0;
    std::vector<LabelCalibration> calibrations = {}; ///< one per label; ForestModel fills in what is missing
    /// One an output: sigma_mean^2 over the variance of the trees (pooled_variance.hpp). None: the jackknife.
    std::vector<double> pooled_ratios = {};
};

} // namespace sinter::plugins::random_forest
