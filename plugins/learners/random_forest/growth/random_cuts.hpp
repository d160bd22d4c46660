// SPDX-License-Identifier: Apache-2.0
//
// Extremely randomised cuts (Geurts, Ernst, Wehenkel 2006): one a drawn feature.
#pragma once

#include "plugins/learners/random_forest/growth/feature_draw.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// Uniform in [low, high). Requires low < high.
[[nodiscard]] inline double random_cut(double low, double high, double uniform) noexcept {
    const double cut = low * (1 - uniform) + high * uniform;
    return cut < high && cut >= low ? cut : low;
}

/// Which of `count` categories go left: every proper subset that is not empty is equally likely.
/// Requires count > 1.
[[nodiscard]] inline std::vector<bool> random_subset(std::size_t count, FeatureDraw& draw) {
    std::vector<bool> left(count);
    for (std::size_t on_left = 0; on_left == 0 || on_left == count;) {
        on_left = 0;
        for (std::size_t i = 0; i < count; ++i) {
            left[i] = draw.below(2) == 1;
            on_left += left[i] ? 1 : 0;
        }
    }
    return left;
}

} // namespace sinter::plugins::random_forest
