// SPDX-License-Identifier: Apache-2.0
//
// The best cut of a large node: a histogram of the quantile bins of each feature.
//
// A histogram tells the fall of every cut between two bins. The exact engine then looks inside bins, but only
// where a better cut could hide. With S0' and S1' the sums left of a bin's two borders, w its weight and D
// the greatest distance of a row to the node's mean, a cut inside the bin has
//   |S'| <= (|S0'| + |S1'| + w D) / 2,
// because it leaves either border by at most D a unit of weight, and W_left W_right is at least the lesser
// of its values at the borders. In the first and the last bin the fall is at most w D^2 W / (W - w). For a
// feature that is not ruled out by that, w D is replaced by the sum of the rows' |sums|. Few bins can beat
// the best border, so the exact engine costs little more than the other.
#pragma once

#include "plugins/learners/random_forest/growth/feature_draw.hpp"
#include "plugins/learners/random_forest/growth/large_node.hpp"
#include "plugins/learners/random_forest/training/growth_options.hpp"

#include <cstddef>
#include <optional>

namespace sinter::plugins::random_forest {

/// What the histogram of one feature says.
struct BinnedFeature {
    std::size_t feature = 0;
    bool varies = false; ///< in the node
    LargeCut best;       ///< of the borders between bins
    double bound = 0;    ///< no cut inside a bin has a greater fall; -1: not asked for, or there is none
};

/// Any thread. Of a category all cuts of its order are looked at. The histogram engine asks for the bound
/// only of a feature without a border.
[[nodiscard]] BinnedFeature search_bins(const CodedFeatures& features, const LargeNode& node,
                                        std::size_t feature, const CutRules& rules, Engine engine);

/// All cuts, of those bins of a number that can hold a fall of at least `at_least`, and the borders.
[[nodiscard]] LargeCut search_inside_bins(const CodedFeatures& features, const LargeNode& node,
                                          std::size_t feature, const CutRules& rules, double at_least);

/// The one random cut of a feature; nothing: the feature is constant in the node.
[[nodiscard]] std::optional<LargeCut> search_random(const CodedFeatures& features, const LargeNode& node,
                                                    std::size_t feature, const CutRules& rules,
                                                    FeatureDraw& draw);

} // namespace sinter::plugins::random_forest
