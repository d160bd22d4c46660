// SPDX-License-Identifier: Apache-2.0
//
// A fitted forest.
#pragma once

#include "bags.hpp"
#include "calibration.hpp"
#include "jackknife.hpp"
#include "tree.hpp"

#include <sinter/model.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace sinter::plugins::random_forest {

/// What growing leaves behind. A tree may be empty (its bag held no row): it is left out of every mean, and
/// counts as predicting the mean of the others in the jackknife.
struct Forest {
    std::vector<Tree> trees;
    BagCounts bags;
    std::vector<std::uint64_t> materials; ///< sorted; the order of `bags`
    Index features = 0;
    double training_mean = 0; ///< weighted; what a forest without any tree predicts
    double calibration = 1;   ///< sigma_obs = calibration x standard deviation of the trees
};

/// Out-of-bag predictions of rows of the training set, for the calibration: one entry for each row with at
/// least two trees that did not see its material. `labels` one a row of x.
[[nodiscard]] std::vector<OutOfBagError>
out_of_bag_errors(const Forest& forest, MatrixView x, Span<std::uint64_t> materials, const double* labels);

/// sigma_mean is the jackknife's (jackknife.hpp) with n = number of training materials; sigma_obs =
/// calibration x standard deviation of the trees. Both are NaN where fewer than two trees exist.
///
/// The first call that asks for sigma_mean makes the quadratic form (n B^2: a second for 27,000 materials and
/// 200 trees), while others that ask wait; a model that is never asked does not pay.
class ForestModel final : public Model, public Uncertainty, public OutOfBag {
public:
    explicit ForestModel(Forest forest);

    void predict(MatrixView x, MatrixOut mean) const override;
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override;
    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const override;

    [[nodiscard]] const Uncertainty* uncertainty() const override { return this; }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return this; }
    [[nodiscard]] const Forest& forest() const noexcept { return forest_; }

private:
    [[nodiscard]] const Jackknife& jackknife() const;
    void require_width(MatrixView x) const;

    Forest forest_;
    mutable std::once_flag jackknife_made_;
    mutable std::unique_ptr<const Jackknife> jackknife_;
};

} // namespace sinter::plugins::random_forest
