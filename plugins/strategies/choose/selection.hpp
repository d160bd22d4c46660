// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/strategies/choose/out_of_fold.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace sinter::plugins::choose {

enum class Loss {
    absolute,
    squared,
    logarithm ///< of the true class's probability, which counts at least 0.001; the loss of classes
};

/// Mean losses, materials x candidates, over the rows and repeats of each material; `repeats`: of one target.
[[nodiscard]] RowMatrix material_losses(const std::vector<const OutOfFold*>& repeats, Loss loss);

/// By how much a candidate's mean loss is below the first one's.
struct Gain {
    double mean = 0;
    /// Of the paired difference over materials, corrected for the training rows that `folds` folds share
    /// (Nadeau and Bengio 2003): s^2 / n x (1 + folds / (folds - 1)). NaN of one material.
    double standard_error = 0;
};

[[nodiscard]] std::vector<Gain> gains_over_first(const RowMatrix& losses, std::size_t folds);

/// The candidate with the largest gain among the first and those whose gain is more than `guard` standard errors.
[[nodiscard]] Index guarded_choice(const std::vector<Gain>& gains, double guard);

/// Of which members a target's prediction is mixed, and how far the mixture is off.
struct Mixture {
    Eigen::VectorXd weights; ///< one per candidate; not negative, of sum one
    RowMatrix correlation;   ///< of the candidates' errors out of fold; of a number
    double factor = 1;       ///< of sigma_obs: the ratio r of the cross-fitted mixture (residual_ratio.hpp)
};

/// One candidate alone.
[[nodiscard]] Mixture only(Index candidate, Index candidates);
/// The weights of the least loss out of fold, each material counting once. `factor` is found by weights that
/// were fitted without the row's fold.
[[nodiscard]] Mixture best_mixture(const std::vector<const OutOfFold*>& repeats, Loss loss);

} // namespace sinter::plugins::choose
