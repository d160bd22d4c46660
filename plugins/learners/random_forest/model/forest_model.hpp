// SPDX-License-Identifier: Apache-2.0
//
// A fitted forest.
#pragma once

#include "plugins/learners/random_forest/importance/forest_importance.hpp"
#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/trees/label_forest.hpp"
#include "plugins/learners/random_forest/trees/tree_deviations.hpp"
#include "plugins/learners/random_forest/uncertainty/bagged_uncertainty.hpp"
#include "plugins/learners/random_forest/uncertainty/calibration.hpp"
#include "plugins/learners/random_forest/uncertainty/forest.hpp"
#include "plugins/learners/random_forest/uncertainty/jackknife.hpp"
#include "plugins/learners/random_forest/uncertainty/label_calibration.hpp"

#include <sinter/model.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <vector>

namespace sinter::plugins::random_forest {

/// sigma_mean is the jackknife's (jackknife.hpp) over the trees that the label has, with n = number of
/// training materials, or by the forest's pooled ratios; of a class it is that of its share, before a
/// temperature calibrates it. sigma_obs =
/// calibration x standard deviation of the trees; of a class NaN. Both are NaN where fewer than two trees exist.
///
/// A restored forest has all abilities (forest_state.hpp).
///
/// The first call that asks for sigma_mean makes the quadratic form (n B^2: a second for 27,000 materials and
/// 200 trees), while others that ask wait; a model that is never asked does not pay.
class ForestModel final : public Model,
                          public Uncertainty,
                          public OutOfBag,
                          public Intervals,
                          public SavedModel {
public:
    explicit ForestModel(Forest forest);

    void predict(MatrixView x, MatrixOut mean) const override;
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override;
    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const override;

    /// Bounds of a label without scores are infinite.
    void predict_intervals(MatrixView x, IntervalKind kind, double alpha, MatrixOut lower,
                           MatrixOut upper) const override;

    void save(StateWriter& state) const override;

    [[nodiscard]] const Uncertainty* uncertainty() const override { return this; }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return this; }
    [[nodiscard]] const Intervals* intervals() const override { return this; }
    [[nodiscard]] const Covariance* covariance() const override { return &bagged_; }
    [[nodiscard]] const Influence* influence() const override { return &bagged_; }
    [[nodiscard]] const MonteCarloError* monte_carlo_error() const override { return &bagged_; }
    [[nodiscard]] const Importance* importance() const override { return &importance_; }
    [[nodiscard]] const Shap* shap() const override { return &importance_; }
    [[nodiscard]] const SavedModel* saved() const override { return this; }
    [[nodiscard]] const Forest& forest() const noexcept { return forest_; }

private:
    /// Where a prediction goes.
    struct Place {
        Index row;
        Index column;
    };
    struct Deviations {
        MatrixOut mean, sigma_mean, sigma_obs;
    };
    void write_deviations(const LabelForest& label, const LeafValues& leaves, Index output, Place place,
                          const Deviations& out) const;
    /// Refuses what does not have the forest's features, and its outputs.
    void require_shapes(MatrixView x, std::initializer_list<MatrixOut> outs) const;

    Forest forest_;
    Index block_rows_; ///< read together where only means are asked for, or deviations
    LazyJackknife jackknife_{forest_.bags};
    ForestImportance importance_{forest_.labels, forest_.bags, forest_.materials, forest_.features};
    BaggedUncertainty bagged_{forest_.labels, forest_.materials, forest_.features, jackknife_,
                              forest_.pooled_ratios};
};

} // namespace sinter::plugins::random_forest
