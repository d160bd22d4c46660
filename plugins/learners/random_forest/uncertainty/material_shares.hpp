// SPDX-License-Identifier: Apache-2.0
//
// What a material's trees say of a prediction: the two linear forms whose squares make the jackknife's terms.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace sinter::plugins::random_forest {

/// The materials of a run, column by column (trees x materials): IJ_i = column i of `infinitesimal` times t,
/// J_i = column i of `after` times t.
struct MaterialColumns {
    RowMatrix infinitesimal; ///< (N_bi - mean_b N_bi) / B
    RowMatrix after;         ///< [N_bi = 0] / #{b: N_bi = 0} - 1/B; 0 without such a bag
};

constexpr Index materials_at_once = 256;

/// How the two squares and the bias make the term of a material:
/// infinitesimal IJ_i^2 + after J_i^2 - bias c.
struct TermShares {
    double infinitesimal = 0.5;
    double after = 0.5;
    double bias = 0;
};

/// What a variance needs to know of each material. Immutable.
class MaterialShares {
public:
    explicit MaterialShares(const BagCounts& bags);

    [[nodiscard]] const TermShares& shares(Index material) const {
        return shares_[static_cast<std::size_t>(material)];
    }
    /// Number of bags without the material.
    [[nodiscard]] double absent(Index material) const { return absent_[static_cast<std::size_t>(material)]; }
    [[nodiscard]] double mean_count(Index material) const {
        return mean_[static_cast<std::size_t>(material)];
    }
    /// Sum over the bags of the squared counts.
    [[nodiscard]] double squared_counts(Index material) const {
        return squares_[static_cast<std::size_t>(material)];
    }
    /// At most materials_at_once columns from `first` on.
    [[nodiscard]] MaterialColumns columns(const BagCounts& bags, Index first) const;

private:
    std::vector<double> absent_;
    std::vector<double> mean_;
    std::vector<double> squares_;
    std::vector<TermShares> shares_;
};

} // namespace sinter::plugins::random_forest
