// SPDX-License-Identifier: Apache-2.0
//
// Which cut a large node gets: features are drawn, searched by histograms, and the best of them counts.
#pragma once

#include "plugins/learners/random_forest/growth/feature_draw.hpp"
#include "plugins/learners/random_forest/growth/large_node.hpp"
#include "plugins/learners/random_forest/training/growth_options.hpp"

#include <sinter/host.hpp>

namespace sinter::plugins::random_forest {

/// What a search of a large node works with.
struct LargeNodeTools {
    const CodedFeatures* features = nullptr;
    const Growth* growth = nullptr;
    Host* host = nullptr; ///< its threads look at the features of a node of many rows
};

/// `impurity` is the node's. `candidates` have taken up the node, and learn which features are constant in
/// it. The engine with histograms looks inside bins only where no border parts the node. Not found: there is
/// no admissible cut.
[[nodiscard]] LargeCut choose_large_cut(const LargeNodeTools& tools, const LargeNode& node, double impurity,
                                        CandidateFeatures& candidates, FeatureDraw& draw);

} // namespace sinter::plugins::random_forest
